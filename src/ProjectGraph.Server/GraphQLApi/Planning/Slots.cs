namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>The values of one request, in the order in which planning meets them: always the same for the same shape.</summary>
internal sealed class Slots
{
    private readonly List<object?> values = [];

    public IReadOnlyList<object?> Values => values;

    public int Add(object value)
    {
        values.Add(value);
        return values.Count - 1;
    }
}
