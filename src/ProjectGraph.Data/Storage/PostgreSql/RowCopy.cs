using Npgsql;
using NpgsqlTypes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Writes many rows by PostgreSQL's binary <c>COPY</c>, in a tenth of the time of one statement per row.</summary>
internal static class RowCopy
{
    /// <returns>The number of rows.</returns>
    public static long Write(NpgsqlConnection connection, RowShape shape, IReadOnlyList<object?[]> rows)
    {
        var types = shape.Columns.Select(column => GetDbType(column.Kind)).ToArray();
        using var copy = connection.BeginBinaryImport(
            $"COPY {EntityTable.Quote(shape.Table)} ({shape.ColumnList}) FROM STDIN (FORMAT BINARY)"
        );
        foreach (var row in rows)
        {
            copy.StartRow();
            for (var i = 0; i < types.Length; i++)
                Write(copy, row[i], types[i]);
        }
        return (long)copy.Complete();
    }

    // Typed calls, because the driver would look up the type of an object again for each value, and box it.
    private static void Write(NpgsqlBinaryImporter copy, object? value, NpgsqlDbType type)
    {
        switch (value)
        {
            case null:
                copy.WriteNull();
                break;
            case string text:
                copy.Write(text, type);
                break;
            case long number:
                copy.Write(number, type);
                break;
            case bool truth:
                copy.Write(truth, type);
                break;
            default:
                copy.Write((double)value, type);
                break;
        }
    }

    private static NpgsqlDbType GetDbType(FieldKind kind) =>
        kind switch
        {
            FieldKind.Text or FieldKind.Date => NpgsqlDbType.Text,
            FieldKind.Json => NpgsqlDbType.Json,
            FieldKind.Boolean => NpgsqlDbType.Boolean,
            FieldKind.Double => NpgsqlDbType.Double,
            _ => NpgsqlDbType.Bigint,
        };
}
