namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>The values of one request in planning order, which is the same for the same shape.</summary>
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

    /// <summary>Adds a value of the service's own.</summary>
    public int AddInternal(object value)
    {
        _own.Add(_values.Count);
        return Add(value);
    }

    /// <summary>Whether the caller supplied the value.</summary>
    public bool IsGiven(int slot) => !_own.Contains(slot);
}
