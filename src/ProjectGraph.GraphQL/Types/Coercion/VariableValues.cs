namespace ProjectGraph.GraphQL.Types;

/// <summary>The coerced variables of one request. A variable without value and default is not among them.</summary>
public sealed class VariableValues
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    internal VariableValues(IReadOnlyDictionary<string, object?> values) => _values = values;

    public static VariableValues Empty { get; } = new(new Dictionary<string, object?>());

    public int Count => _values.Count;

    public bool TryGet(string name, out object? value) => _values.TryGetValue(name, out value);
}
