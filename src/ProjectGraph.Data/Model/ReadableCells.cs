using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Data.Model;

/// <summary>
/// Reads stored values that this version may not understand, because another version, program or person wrote them. One such
/// value must not fail the rest of a response. It is shown as null, or as the fallback here where the field is not nullable.
/// </summary>
public static class ReadableCells
{
    public const string Day = "yyyy-MM-dd";

    private const int Deepest = 1_000;

    /// <summary>An instant from its ticks; null for ticks outside the calendar.</summary>
    public static DateTime? Instant(long ticks) =>
        ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;

    /// <summary>The fallback for an unreadable amount, instant or day in a field that is not nullable.</summary>
    public static DateTime NoInstant => new(0, DateTimeKind.Utc);

    /// <inheritdoc cref="NoInstant"/>
    public static ReadOnlySpan<byte> NoDay => "0001-01-01"u8;

    public static bool IsDay(ReadOnlySpan<byte> text)
    {
        if (text.Length != Day.Length) return false;
        Span<char> characters = stackalloc char[Day.Length];
        for (var i = 0; i < text.Length; i++) characters[i] = (char)text[i];
        return TryDay(characters, out _);
    }

    public static bool TryDay(ReadOnlySpan<char> text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool IsJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            while (reader.Read())
            {
                // The reader validates every token.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Stored JSON unchanged. Text that is not JSON becomes a JSON string, so that nothing is lost.</summary>
    public static string Json(string text) => IsJson(Encoding.UTF8.GetBytes(text)) ? text : JsonSerializer.Serialize(text);

    /// <summary>Converts a stored value to the CLR value of this kind; null where it is unreadable.</summary>
    public static object? Value(object? stored, FieldKind kind) => (kind, stored) switch
    {
        (FieldKind.Int, long number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : null,
        (FieldKind.Long or FieldKind.Enum, long) => stored,
        (FieldKind.Decimal, long amount) => Money.FromStored(amount),
        (FieldKind.Double, double) => stored,
        (FieldKind.Double, long number) => (double)number,
        (FieldKind.Boolean, bool) => stored,
        (FieldKind.Boolean, long number) => number != 0,
        (FieldKind.Instant, long ticks) => Instant(ticks) is { } instant ? new DateTimeOffset(instant) : null,
        (FieldKind.Date, string text) => TryDay(text, out var day) ? day : null,
        (FieldKind.Json, string text) => Json(text),
        (FieldKind.Text, string) => stored,
        _ => null,
    };
}
