using Npgsql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Reads cells from the driver's buffer; texts as the UTF-8 that the server sent.</summary>
internal sealed class PostgresRowReader(NpgsqlDataReader reader) : IRowReader
{
    public bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

    public long Long(int ordinal) => reader.GetInt64(ordinal);

    public double Double(int ordinal) => reader.GetDouble(ordinal);

    public bool Boolean(int ordinal) => reader.GetBoolean(ordinal);

    public void CopyText(int ordinal, RowSet rows, int row, int column)
    {
        var length = (int)reader.GetBytes(ordinal, 0, null, 0, 0);
        var space = rows.Text(row, column, length);
        reader.GetBytes(ordinal, 0, space.Array, space.Offset, length);
    }
}
