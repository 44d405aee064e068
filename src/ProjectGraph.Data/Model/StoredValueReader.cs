using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Data.Model;

/// <summary>
/// Reads stored values that this version may not understand, because another version, program or person wrote them. One such
/// value must not fail the rest of a response. It is shown as null, or as the fallback here where the field is not nullable.
/// </summary>
public static class StoredValueReader
{
    public const string DayFormat = "yyyy-MM-dd";

    private const int MaxJsonDepth = 1_000;

    /// <summary>An instant from its ticks; null for ticks outside the calendar.</summary>
    public static DateTime? ReadInstant(long ticks) =>
        ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;

    /// <summary>The fallback for an unreadable amount, instant or day in a field that is not nullable.</summary>
    public static DateTime FallbackInstant => new(0, DateTimeKind.Utc);

    /// <inheritdoc cref="FallbackInstant"/>
    public static ReadOnlySpan<byte> FallbackDay => "0001-01-01"u8;

    public static bool IsDay(ReadOnlySpan<byte> text)
    {
        if (text.Length != DayFormat.Length)
            return false;
        Span<char> characters = stackalloc char[DayFormat.Length];
        for (var i = 0; i < text.Length; i++)
            characters[i] = (char)text[i];
        return TryParseDay(characters, out _);
    }

    public static bool TryParseDay(ReadOnlySpan<char> text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool IsJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxJsonDepth });
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
    public static string ReadJson(string text) => IsJson(Encoding.UTF8.GetBytes(text)) ? text : JsonSerializer.Serialize(text);

    /// <summary>Converts a stored value to the CLR value of this kind; null where it is unreadable.</summary>
    public static object? ReadValue(object? stored, FieldKind kind) =>
        (kind, stored) switch
        {
            (FieldKind.Int, long number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : null,
            (FieldKind.Long or FieldKind.Enum, long) => stored,
            (FieldKind.Decimal, long amount) => Money.FromStored(amount),
            (FieldKind.Double, double) => stored,
            (FieldKind.Double, long number) => (double)number,
            (FieldKind.Boolean, bool) => stored,
            (FieldKind.Boolean, long number) => number != 0,
            (FieldKind.Instant, long ticks) => ReadInstant(ticks) is { } instant ? new DateTimeOffset(instant) : null,
            (FieldKind.Date, string text) => TryParseDay(text, out var day) ? day : null,
            (FieldKind.Json, string text) => ReadJson(text),
            (FieldKind.Text, string) => stored,
            _ => null,
        };
}
