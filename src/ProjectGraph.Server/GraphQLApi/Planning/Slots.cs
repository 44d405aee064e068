namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>The values of one request, in the order in which planning meets them: always the same for the same shape.</summary>
internal sealed class Slots
{
    private readonly List<object?> values = [];
    private readonly HashSet<int> own = [];

    public IReadOnlyList<object?> Values => values;

    public int Add(object value)
    {
        values.Add(value);
        return values.Count - 1;
    }

    /// <summary>A value that the service puts in by itself.</summary>
    public int AddOwn(object value)
    {
        own.Add(values.Count);
        return Add(value);
    }

    /// <summary>Whether the caller gave the value.</summary>
    public bool IsGiven(int slot) => !own.Contains(slot);
}
