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

    // Returns the encoded name, so that an enum in a long list is not escaped for each item.
    internal override object? CoerceResult(object value) =>
        _byValue.TryGetValue(value, out EnumValue? found)
            ? found.EncodedName
            : throw new GraphQLException($"Enum \"{Name}\" cannot represent value: {ValueFormatter.Format(value)}");
}

/// <summary>A value of an enum: its name on the wire, and the object that resolvers return and receive for it.</summary>
public sealed class EnumValue(string name, object? value = null) : ISchemaElement
{
    public string Name { get; } = name;

    /// <summary>The host's value. The name, where the host gave none.</summary>
    public object Value { get; } = value ?? name;

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; init; } = [];

    internal JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(name);
}
