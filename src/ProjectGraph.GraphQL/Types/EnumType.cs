using System.Text.Json;

namespace ProjectGraph.GraphQL.Types;

public sealed class EnumType : LeafType
{
    private readonly Dictionary<object, EnumValue> _byValue = [];

    public EnumType(string name, params IEnumerable<EnumValue> values)
        : base(name)
    {
        Values = new NamedList<EnumValue>(values, $"Enum {name}");
        foreach (EnumValue value in Values)
            _byValue.TryAdd(value.Value, value);
    }

    public NamedList<EnumValue> Values { get; }

    // The pre-encoded name: an enum in a long list costs no escaping.
    internal override object? CoerceResult(object value) => _byValue.TryGetValue(value, out EnumValue? found)
        ? found.EncodedName
        : throw new GraphQLException($"Enum \"{Name}\" cannot represent value: {Inspector.Inspect(value)}");
}

/// <summary>A value of an enum: the name on the wire, and the object that resolvers give and get for it.</summary>
public sealed class EnumValue(string name, object? value = null) : ISchemaElement
{
    public string Name { get; } = name;

    /// <summary>The host's value; the name where none was given.</summary>
    public object Value { get; } = value ?? name;

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; init; } = [];

    internal JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(name);
}
