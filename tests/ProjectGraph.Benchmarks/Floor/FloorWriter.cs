using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Writes rows as JSON with minimal overhead.</summary>
internal static class FloorWriter
{
    public static void Row(Utf8JsonWriter json, FloorRows row, FloorColumn[] columns, bool odata)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            json.WritePropertyName(columns[i].Name(odata));
            if (row.IsNull(i))
                json.WriteNullValue();
            else
                Value(json, row, i, columns[i]);
        }
    }

    /// <summary>The text of a column, or null.</summary>
    public static void Text(Utf8JsonWriter json, FloorRows row, int column)
    {
        if (row.IsNull(column))
            json.WriteNullValue();
        else
            json.WriteStringValue(row.Text(column));
    }

    private static void Value(Utf8JsonWriter json, FloorRows row, int column, FloorColumn declared)
    {
        switch (declared.Kind)
        {
            case FieldKind.Text or FieldKind.Date:
                json.WriteStringValue(row.Text(column));
                break;
            case FieldKind.Enum:
                json.WriteStringValue(declared.Members[row.Long(column)]);
                break;
            case FieldKind.Boolean:
                json.WriteBooleanValue(row.Boolean(column));
                break;
            case FieldKind.Decimal:
                json.WriteNumberValue(Money.FromStored(row.Long(column)));
                break;
            case FieldKind.Instant:
                Instant(json, row.Long(column));
                break;
            default:
                json.WriteNumberValue(row.Long(column));
                break;
        }
    }

    private static void Instant(Utf8JsonWriter json, long ticks)
    {
        Span<byte> text = stackalloc byte[32];
        new DateTime(ticks, DateTimeKind.Utc).TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..length]);
    }
}
