using System.Text.Json;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// A scalar. Each of its three conversions rejects a value by throwing <see cref="GraphQLException"/>. The client receives
/// the message.
/// </summary>
public sealed class ScalarType(string name) : LeafType(name)
{
    /// <summary>Converts a resolver's value to a value that JSON can represent.</summary>
    public Func<object, object?> Serialize { get; init; } = value => value;

    /// <summary>Converts a variable's JSON. The function must clone the element to keep it.</summary>
    public Func<JsonElement, object?> ParseValue { get; init; } = element => element.Clone();

    /// <summary>
    /// Converts a literal. Without it, the literal is converted to JSON and passed to <see cref="ParseValue"/>.
    /// </summary>
    public Func<ValueNode, object?>? ParseLiteral { get; init; }

    /// <summary>The URL of <c>@specifiedBy</c>.</summary>
    public string? SpecifiedByUrl { get; init; }

    internal override object? CoerceResult(object value) => Serialize(value);

    internal object? CoerceLiteral(ValueNode node, VariableValues? variables) =>
        ParseLiteral is null ? ParseValue(LiteralJson.ToElement(node, variables)) : ParseLiteral(node);
}
