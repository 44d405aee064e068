using System.Globalization;
using System.Text.Json;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Coerces the two numeric scalars (spec sections 3.5.1 and 3.5.2).</summary>
internal static class NumberCoercion
{
    public static object SerializeInt(object value) =>
        value switch
        {
            int => value,
            bool flag => flag ? 1 : 0,
            long number when number is >= int.MinValue and <= int.MaxValue => (int)number,
            sbyte or byte or short or ushort => Convert.ToInt32(value, CultureInfo.InvariantCulture),
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => ToInt(
                number,
                () => ValueFormatter.Format(value)
            ),
            long or uint or ulong or double or float or decimal => ToInt(Convert.ToDouble(value, CultureInfo.InvariantCulture), () =>
                ValueFormatter.Format(value)
            ),
            _ => throw new GraphQLException($"Int cannot represent non-integer value: {ValueFormatter.Format(value)}"),
        };

    public static object ParseInt(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Number)
            throw new GraphQLException($"Int cannot represent non-integer value: {ValueFormatter.Format(element)}");
        return element.TryGetInt32(out int number) ? number : ToInt(element.GetDouble(), () => ValueFormatter.Format(element));
    }

    public static object ParseIntLiteral(ValueNode node)
    {
        if (node is not IntValueNode literal)
            throw new GraphQLException($"Int cannot represent non-integer value: {node}");
        return int.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new GraphQLException($"Int cannot represent non 32-bit signed integer value: {literal.Text}");
    }

    public static object SerializeFloat(object value) =>
        value switch
        {
            double number when double.IsFinite(number) => value,
            decimal or int or long => value,
            bool flag => flag ? 1 : 0,
            float number when float.IsFinite(number) => value,
            sbyte or byte or short or ushort or uint or ulong => value,
            string text
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                    && double.IsFinite(number) => number,
            _ => throw new GraphQLException($"Float cannot represent non numeric value: {ValueFormatter.Format(value)}"),
        };

    public static object ParseFloat(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw new GraphQLException($"Float cannot represent non numeric value: {ValueFormatter.Format(element)}");

    public static object ParseFloatLiteral(ValueNode node)
    {
        string? text = node switch
        {
            FloatValueNode number => number.Text,
            IntValueNode number => number.Text,
            _ => null,
        };
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new GraphQLException($"Float cannot represent non numeric value: {node}");
    }

    private static int ToInt(double number, Func<string> inspect)
    {
        if (!double.IsInteger(number))
            throw new GraphQLException($"Int cannot represent non-integer value: {inspect()}");
        if (number is < int.MinValue or > int.MaxValue)
            throw new GraphQLException($"Int cannot represent non 32-bit signed integer value: {inspect()}");
        return (int)number;
    }
}
