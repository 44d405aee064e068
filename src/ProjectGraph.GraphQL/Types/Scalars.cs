using System.Globalization;
using System.Text.Json;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>The built-in scalars, exactly as in spec section 3.5.</summary>
public static class Scalars
{
    public static ScalarType Int { get; } =
        new("Int")
        {
            Description =
                "The `Int` scalar type represents non-fractional signed whole numeric values. "
                + "Int can represent values between -(2^31) and 2^31 - 1.",
            Serialize = NumberCoercion.SerializeInt,
            ParseValue = NumberCoercion.ParseInt,
            ParseLiteral = NumberCoercion.ParseIntLiteral,
        };

    public static ScalarType Float { get; } =
        new("Float")
        {
            Description =
                "The `Float` scalar type represents signed double-precision fractional values as specified by "
                + "[IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point).",
            Serialize = NumberCoercion.SerializeFloat,
            ParseValue = NumberCoercion.ParseFloat,
            ParseLiteral = NumberCoercion.ParseFloatLiteral,
        };

    public static ScalarType String { get; } =
        new("String")
        {
            Description =
                "The `String` scalar type represents textual data, represented as UTF-8 character sequences. "
                + "The String type is most often used by GraphQL to represent free-form human-readable text.",
            Serialize = SerializeString,
            ParseValue = element =>
                element.ValueKind == JsonValueKind.String
                    ? element.GetString()
                    : throw new GraphQLException($"String cannot represent a non string value: {ValueFormatter.Format(element)}"),
            ParseLiteral = node =>
                node is StringValueNode text
                    ? text.Value
                    : throw new GraphQLException($"String cannot represent a non string value: {node}"),
        };

    public static ScalarType Boolean { get; } =
        new("Boolean")
        {
            Description = "The `Boolean` scalar type represents `true` or `false`.",
            Serialize = SerializeBoolean,
            ParseValue = element =>
                element.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? element.GetBoolean()
                    : throw new GraphQLException($"Boolean cannot represent a non boolean value: {ValueFormatter.Format(element)}"),
            ParseLiteral = node =>
                node is BooleanValueNode boolean
                    ? boolean.Value
                    : throw new GraphQLException($"Boolean cannot represent a non boolean value: {node}"),
        };

    public static ScalarType Id { get; } =
        new("ID")
        {
            Description =
                "The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. "
                + "The ID type appears in a JSON response as a String; however, it is not intended to be human-readable. When expected as "
                + "an input type, any string (such as `\"4\"`) or integer (such as `4`) input value will be accepted as an ID.",
            Serialize = SerializeId,
            ParseValue = ParseId,
            ParseLiteral = node =>
                node switch
                {
                    StringValueNode text => text.Value,
                    IntValueNode number => number.Text,
                    _ => throw new GraphQLException($"ID cannot represent a non-string and non-integer value: {node}"),
                },
        };

    internal static IReadOnlyList<ScalarType> All { get; } = [String, Int, Float, Boolean, Id];

    private static object SerializeString(object value) =>
        value switch
        {
            string => value,
            bool flag => flag ? "true" : "false",
            char or sbyte or byte or short or ushort or int or uint or long or ulong or decimal or double or float or Guid =>
                System.Convert.ToString(value, CultureInfo.InvariantCulture)!,
            Uri uri => uri.ToString(),
            _ => throw new GraphQLException($"String cannot represent value: {ValueFormatter.Format(value)}"),
        };

    private static object SerializeBoolean(object value) =>
        value switch
        {
            bool => value,
            int number => number != 0,
            long number => number != 0,
            double number when double.IsFinite(number) => number != 0,
            _ => throw new GraphQLException($"Boolean cannot represent a non boolean value: {ValueFormatter.Format(value)}"),
        };

    private static object SerializeId(object value) =>
        value switch
        {
            string => value,
            sbyte or byte or short or ushort or int or uint or long or ulong or Guid => System.Convert.ToString(
                value,
                CultureInfo.InvariantCulture
            )!,
            _ => throw new GraphQLException($"ID cannot represent value: {ValueFormatter.Format(value)}"),
        };

    private static string? ParseId(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number when !element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') => element.GetRawText(),
            _ => throw new GraphQLException($"ID cannot represent value: {ValueFormatter.Format(element)}"),
        };
}
