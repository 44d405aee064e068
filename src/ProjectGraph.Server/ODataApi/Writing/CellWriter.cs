using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>Writes values as OData JSON (JSON format, section 7.1), from a row to the response without allocations.</summary>
internal static class CellWriter
{
    private static readonly StandardFormat FourDigits = new('D', Money.Digits);

    /// <param name="ieee754">Whether 64-bit integers and decimals are written as strings (JSON format, section 3.2).</param>
    public static void Write(Utf8JsonWriter json, RowSet rows, int row, ShapeProperty property, bool ieee754)
    {
        var column = property.Column;
        if (rows.IsNull(row, column))
        {
            json.WriteNullValue();
            return;
        }
        switch (property.Kind)
        {
            case FieldKind.Text or FieldKind.Json:
                json.WriteStringValue(rows.Text(row, column));
                break;
            case FieldKind.Date:
                WriteDay(json, rows.Text(row, column), property.IsNullable);
                break;
            case FieldKind.Boolean:
                json.WriteBooleanValue(rows.Boolean(row, column));
                break;
            case FieldKind.Int:
                json.WriteNumberValue(rows.Long(row, column));
                break;
            case FieldKind.Long:
                WriteLong(json, rows.Long(row, column), ieee754);
                break;
            case FieldKind.Decimal when property.IsAverage:
                WriteRaw(json, rows.Text(row, column), ieee754);
                break;
            case FieldKind.Decimal:
                WriteAmount(json, rows.Long(row, column), ieee754);
                break;
            case FieldKind.Double:
                WriteDouble(json, rows.Double(row, column));
                break;
            case FieldKind.Instant:
                WriteInstant(json, rows.Long(row, column), property.IsNullable);
                break;
            case FieldKind.Duration:
                json.WriteStringValue(System.Xml.XmlConvert.ToString(TimeSpan.FromTicks(rows.Long(row, column))));
                break;
            case FieldKind.TimeOfDay:
                json.WriteStringValue(new TimeOnly(rows.Long(row, column)).ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
                break;
            case FieldKind.Enum:
                WriteEnumMember(json, property.Enum!, rows.Long(row, column));
                break;
            default:
                throw new InvalidOperationException($"A value of the kind {property.Kind} cannot be written as OData.");
        }
    }

    public static void WriteLong(Utf8JsonWriter json, long value, bool ieee754)
    {
        if (!ieee754)
        {
            json.WriteNumberValue(value);
            return;
        }
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var length);
        json.WriteStringValue(text[..length]);
    }

    /// <summary>Formats an amount without trailing zeros.</summary>
    public static int FormatAmount(long stored, Span<byte> text)
    {
        // Unsigned, because the smallest integer has no positive counterpart.
        var amount = stored < 0 ? 0UL - (ulong)stored : (ulong)stored;
        var length = 0;
        if (stored < 0)
            text[length++] = (byte)'-';
        Utf8Formatter.TryFormat(amount / (ulong)Money.Scale, text[length..], out var written);
        length += written;
        var fraction = amount % (ulong)Money.Scale;
        if (fraction == 0)
            return length;
        text[length++] = (byte)'.';
        Utf8Formatter.TryFormat(fraction, text[length..], out written, FourDigits);
        length += written;
        while (text[length - 1] == '0')
            length--;
        return length;
    }

    /// <summary>Formats an instant with seconds, and with their fraction if it is not zero.</summary>
    public static int FormatInstant(long ticks, Span<byte> text)
    {
        var instant = StoredValueReader.ReadInstant(ticks) ?? StoredValueReader.FallbackInstant;
        instant.TryFormat(text, out var length, "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        text[length] = (byte)'Z';
        return length + 1;
    }

    private static void WriteAmount(Utf8JsonWriter json, long stored, bool ieee754)
    {
        Span<byte> text = stackalloc byte[24];
        WriteRaw(json, text[..FormatAmount(stored, text)], ieee754);
    }

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> number, bool ieee754)
    {
        if (ieee754)
            json.WriteStringValue(number);
        else
            json.WriteRawValue(number, skipInputValidation: true);
    }

    // JSON has no such numbers. OData writes them as strings.
    private static void WriteDouble(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(
                double.IsNaN(value) ? "NaN"u8
                : value > 0 ? "INF"u8
                : "-INF"u8
            );
    }

    private static void WriteDay(Utf8JsonWriter json, ReadOnlySpan<byte> text, bool isNullable)
    {
        if (StoredValueReader.IsDay(text))
            json.WriteStringValue(text);
        else if (isNullable)
            json.WriteNullValue();
        else
            json.WriteStringValue(StoredValueReader.FallbackDay);
    }

    private static void WriteInstant(Utf8JsonWriter json, long ticks, bool isNullable)
    {
        if (isNullable && StoredValueReader.ReadInstant(ticks) is null)
        {
            json.WriteNullValue();
            return;
        }
        Span<byte> text = stackalloc byte[40];
        json.WriteStringValue(text[..FormatInstant(ticks, text)]);
    }

    private static void WriteEnumMember(Utf8JsonWriter json, EnumModel model, long number)
    {
        if (model.FindOrFallback(number) is { } member)
            json.WriteStringValue(JsonNames.Get(member.Name));
        else
            json.WriteNullValue();
    }
}
