using System.Data.Common;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>Columns of a table in some order. Reads rows of them and contains the statement that inserts them.</summary>
internal sealed class RowShape
{
    /// <param name="row">The name of one row, for messages.</param>
    public RowShape(string table, string row, IReadOnlyList<StoredColumn> columns)
    {
        (Table, RowName, Columns) = (table, row, columns);
        ColumnList = string.Join(", ", columns.Select(column => EntityTable.Quote(column.Name)));
        Insert = $"INSERT INTO {EntityTable.Quote(table)} ({ColumnList}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
    }

    public string Table { get; }
    public string RowName { get; }
    public IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>The quoted column names, comma-separated.</summary>
    public string ColumnList { get; }

    public string Insert { get; }

    public object?[] Read(DbDataReader reader)
    {
        var row = new object?[Columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i)
                ? null
                : Columns[i].Kind switch
                {
                    FieldKind.Text or FieldKind.Json or FieldKind.Date => reader.GetString(i),
                    FieldKind.Double => reader.GetDouble(i),
                    FieldKind.Boolean => reader.GetBoolean(i),
                    _ => reader.GetInt64(i),
                };
        }
        return row;
    }
}

/// <param name="Kind">The kind as it is stored. Kinds with the same storage may appear as one.</param>
internal readonly record struct StoredColumn(string Name, FieldKind Kind);
