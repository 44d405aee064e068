using System.Data.Common;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>Columns of a table in some order: what the values of a row are, and how a row of them is written and read.</summary>
internal sealed class RowShape
{
    /// <param name="row">What a row of the table is called.</param>
    public RowShape(string table, string row, IReadOnlyList<StoredColumn> columns)
    {
        (Table, Row, Columns) = (table, row, columns);
        Names = string.Join(", ", columns.Select(column => EntityTable.Quoted(column.Name)));
        Insert = $"INSERT INTO {EntityTable.Quoted(table)} ({Names}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
    }

    public string Table { get; }
    public string Row { get; }
    public IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>The columns as a statement lists them.</summary>
    public string Names { get; }

    public string Insert { get; }

    public object?[] Read(DbDataReader reader)
    {
        var row = new object?[Columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : Columns[i].Kind switch
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

/// <param name="Kind">How it is stored: kinds that are stored alike are alike here.</param>
internal readonly record struct StoredColumn(string Name, FieldKind Kind);
