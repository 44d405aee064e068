using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>Converts single values from any protocol. Null means that the value does not fit.</summary>
internal static class InputValue
{
    private const NumberStyles Exponent = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Converts a JSON value to a plain one, unless the field takes JSON.</summary>
    public static object? ToPlain(object? value, InputShape shape) =>
        value switch
        {
            _ when IsNull(value) => null,
            _ when shape is InputShape.Scalar { Kind: FieldKind.Json } => value,
            JsonNode node => ToPlain(JsonSerializer.SerializeToElement(node), shape),
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            JsonElement { ValueKind: JsonValueKind.True } => true,
            JsonElement { ValueKind: JsonValueKind.False } => false,
            JsonElement { ValueKind: JsonValueKind.Number } element => Number(element),
            _ => value,
        };

    public static object? Convert(FieldKind kind, object value) =>
        kind switch
        {
            // Databases and vendors treat a NUL in a text differently.
            FieldKind.Text => value is string text && !text.Contains('\0', StringComparison.Ordinal) ? text : null,
            FieldKind.Boolean => value as bool?,
            FieldKind.Int => Whole(value) is >= int.MinValue and <= int.MaxValue and var number ? (int)number : null,
            FieldKind.Long => Whole(value),
            FieldKind.Decimal => Exact(value),
            FieldKind.Double => value is double real ? Finite(real)
            : Exact(value) is { } exact ? (double)exact
            : null,
            FieldKind.Date => Day(value),
            FieldKind.Instant => Instant(value),
            FieldKind.Json => InputJson.Convert(value),
            _ => null,
        };

    public static bool IsNull(object? value) => value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    /// <summary>Whether the value is null or an empty list.</summary>
    public static bool IsEmpty(object? value) => IsNull(value) || GetItems(value!)?.Any() == false;

    /// <summary>Finds an enum member by its value or by its public name.</summary>
    public static object? FindMember(EnumModel model, object value) =>
        value switch
        {
            _ when value.GetType() == model.Type => value,
            string name => model.Find(name)?.Value,
            EnumMember member => member.Value,
            _ => null,
        };

    public static IReadOnlyDictionary<string, object?>? GetMembers(object value) =>
        value switch
        {
            IReadOnlyDictionary<string, object?> members => members,
            IDictionary<string, object?> members => members.ToDictionary(),
            JsonElement { ValueKind: JsonValueKind.Object } element => InputJson
                .GetMembers(element)
                .ToDictionary(member => member.Name, member => (object?)member.Value),
            _ => null,
        };

    public static IEnumerable<object?>? GetItems(object value) =>
        value switch
        {
            string or IDictionary or JsonObject => null,
            JsonElement { ValueKind: JsonValueKind.Array } element => element.EnumerateArray().Select(item => (object?)item),
            JsonElement => null,
            IEnumerable items => items.Cast<object?>(),
            _ => null,
        };

    public static string DescribeExpected(InputShape shape) =>
        shape switch
        {
            InputShape.Choice choice => "one of " + string.Join(", ", choice.Enum.Members.Select(member => member.Name)),
            InputShape.Scalar { IdOf: { } type } => $"the id of a {type.Name.ToLowerInvariant()}",
            InputShape.Scalar scalar => scalar.Kind switch
            {
                FieldKind.Text => "a text without NUL characters",
                FieldKind.Boolean => "true or false",
                FieldKind.Int or FieldKind.Long => "a whole number",
                FieldKind.Date => "a day such as 2026-01-31",
                FieldKind.Instant => "an instant such as 2026-01-31T12:00:00Z",
                FieldKind.Json => $"JSON, nested at most {InputJson.MaxDepth} levels deep",
                _ => "a number",
            },
            _ => "a value",
        };

    private static object? Number(JsonElement element) =>
        element.TryGetInt64(out var whole) ? whole
        : element.TryGetDecimal(out var exact) ? exact
        : element.GetDouble();

    private static long? Whole(object value) =>
        value switch
        {
            int number => number,
            long number => number,
            decimal number when number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue => (long)number,
            double number when number == Math.Truncate(number) && Math.Abs(number) < 1L << 53 => (long)number,
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };

    private static decimal? Exact(object value) =>
        value switch
        {
            decimal number => number,
            int number => number,
            long number => number,
            double number when Math.Abs(number) < (double)decimal.MaxValue => (decimal)number,
            string text when decimal.TryParse(text, Exponent, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static DateOnly? Day(object value) =>
        value switch
        {
            DateOnly day => day,
            string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                day,
            _ => null,
        };

    private static DateTimeOffset? Instant(object value) =>
        value switch
        {
            DateTimeOffset instant => instant,
            DateTime { Kind: DateTimeKind.Utc } instant => new DateTimeOffset(instant),
            string text
                when text.Length >= 10
                    && text[4] == '-'
                    && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) =>
                instant,
            _ => null,
        };
}
