using System.Text.Json;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// A scalar. Each of the three conversions refuses a value by throwing <see cref="GraphQLException"/>, whose message goes to
/// the client.
/// </summary>
public sealed class ScalarType(string name) : LeafType(name)
{
    /// <summary>From a resolver's value to something that JSON can hold.</summary>
    public Func<object, object?> Serialize { get; init; } = value => value;

    /// <summary>From a variable's JSON. The element must be cloned if it is kept.</summary>
    public Func<JsonElement, object?> ParseValue { get; init; } = element => element.Clone();

    /// <summary>From a literal; without it the literal is turned to JSON and given to <see cref="ParseValue"/>.</summary>
    public Func<ValueNode, object?>? ParseLiteral { get; init; }

    /// <summary>The URL of <c>@specifiedBy</c>.</summary>
    public string? SpecifiedByUrl { get; init; }

    internal override object? CoerceResult(object value) => Serialize(value);

    internal object? CoerceLiteral(ValueNode node, VariableValues? variables) =>
        ParseLiteral is null ? ParseValue(LiteralJson.ToElement(node, variables)) : ParseLiteral(node);
}
