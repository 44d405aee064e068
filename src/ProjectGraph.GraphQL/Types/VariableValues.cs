namespace ProjectGraph.GraphQL.Types;

/// <summary>The coerced variables of one request, without those that have neither a value nor a default.</summary>
public sealed class VariableValues
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    internal VariableValues(IReadOnlyDictionary<string, object?> values) => _values = values;

    public static VariableValues Empty { get; } = new(new Dictionary<string, object?>());

    public int Count => _values.Count;

    public bool TryGet(string name, out object? value) => _values.TryGetValue(name, out value);
}
