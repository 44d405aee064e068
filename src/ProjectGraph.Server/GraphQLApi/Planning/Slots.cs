namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>The values of one request, in the order in which planning meets them: always the same for the same shape.</summary>
internal sealed class Slots
{
    private readonly List<object?> _values = [];
    private readonly HashSet<int> _own = [];

    public IReadOnlyList<object?> Values => _values;

    public int Add(object value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }

    /// <summary>A value that the service puts in by itself.</summary>
    public int AddOwn(object value)
    {
        _own.Add(_values.Count);
        return Add(value);
    }

    /// <summary>Whether the caller gave the value.</summary>
    public bool IsGiven(int slot) => !_own.Contains(slot);
}
