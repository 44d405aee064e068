using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Model;
using SQLitePCL;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Rows into JSON by the shortest way: text goes from SQLite's memory into the answer as the bytes that it is.</summary>
internal static class FloorWriter
{
    public static void Row(Utf8JsonWriter json, SqliteDataReader reader, FloorColumn[] columns, bool odata)
    {
        var row = FloorHandles.Statement(reader);
        for (var i = 0; i < columns.Length; i++)
        {
            json.WritePropertyName(columns[i].Name(odata));
            if (raw.sqlite3_column_type(row, i) == raw.SQLITE_NULL) json.WriteNullValue();
            else Value(json, row, i, columns[i]);
        }
    }

    /// <summary>The text of a column, or null.</summary>
    public static void Text(Utf8JsonWriter json, sqlite3_stmt row, int column)
    {
        if (raw.sqlite3_column_type(row, column) == raw.SQLITE_NULL) json.WriteNullValue();
        else json.WriteStringValue(raw.sqlite3_column_blob(row, column));
    }

    private static void Value(Utf8JsonWriter json, sqlite3_stmt row, int column, FloorColumn declared)
    {
        switch (declared.Kind)
        {
            case FieldKind.Text or FieldKind.Date: json.WriteStringValue(raw.sqlite3_column_blob(row, column)); break;
            case FieldKind.Enum: json.WriteStringValue(declared.Members[raw.sqlite3_column_int(row, column)]); break;
            case FieldKind.Boolean: json.WriteBooleanValue(raw.sqlite3_column_int(row, column) != 0); break;
            case FieldKind.Decimal: json.WriteNumberValue(Money.FromStored(raw.sqlite3_column_int64(row, column))); break;
            case FieldKind.Instant: Instant(json, raw.sqlite3_column_int64(row, column)); break;
            default: json.WriteNumberValue(raw.sqlite3_column_int64(row, column)); break;
        }
    }

    private static void Instant(Utf8JsonWriter json, long ticks)
    {
        Span<byte> text = stackalloc byte[32];
        new DateTime(ticks, DateTimeKind.Utc).TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..length]);
    }
}
