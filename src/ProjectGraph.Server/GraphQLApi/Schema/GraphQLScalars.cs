using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>The custom scalars, with the value types that plans expect.</summary>
internal static class GraphQLScalars
{
    private const string Rfc3339 = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public static readonly ScalarType Long = new("Long")
    {
        Description = "A 64-bit integer, written as a JSON number.",
        ParseValue = element =>
            element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number)
                ? number
                : throw CreateError("Long", element, "Write a whole number of at most 64 bits."),
    };

    public static readonly ScalarType Decimal = new("Decimal")
    {
        Description = "An exact decimal number, written as a JSON number.",
        ParseValue = element =>
            element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number)
                ? number
                : throw CreateError("Decimal", element, "Write a number."),
    };

    public static readonly ScalarType Date = new("Date")
    {
        Description = "A calendar day, `YYYY-MM-DD`.",
        Serialize = value => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value,
        ParseValue = element =>
            element.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(element.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw CreateError("Date", element, "Write a calendar day as \"YYYY-MM-DD\"."),
    };

    public static readonly ScalarType DateTime = new("DateTime")
    {
        Description = "An instant with its offset from UTC, in RFC 3339 format. Results are in UTC.",
        SpecifiedByUrl = "https://scalars.graphql.org/andimarek/date-time.html",
        Serialize = value =>
            value is DateTimeOffset instant
                ? instant.UtcDateTime.ToString(GetInstantFormat(instant.UtcTicks), CultureInfo.InvariantCulture)
                : value,
        ParseValue = element =>
            element.ValueKind == JsonValueKind.String && ParseInstant(element.GetString()!) is { } instant
                ? instant
                : throw CreateError("DateTime", element, "Write an instant with its offset, such as \"2026-01-31T08:00:00Z\"."),
    };

    public static readonly ScalarType Json = new("JSON")
    {
        Description = "Any JSON value.",
        Serialize = value => value is string json ? JsonElement.Parse(StoredValueReader.ReadJson(json)) : value,
    };

    /// <summary>Gets the format of an instant: milliseconds, or more digits if the instant has them.</summary>
    public static string GetInstantFormat(long ticks) =>
        ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    // The kind is checked because an instant without an offset would be read in the server's time zone.
    private static DateTimeOffset? ParseInstant(string text) =>
        System.DateTime.TryParseExact(text, Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read)
        && read.Kind != DateTimeKind.Unspecified
        && DateTimeOffset.TryParseExact(text, Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : null;

    private static GraphQLException CreateError(string scalar, JsonElement element, string remedy)
    {
        var text = element.GetRawText();
        return new($"{scalar} cannot represent value: {(text.Length > 100 ? text[..100] + "…" : text)}. {remedy}");
    }
}
