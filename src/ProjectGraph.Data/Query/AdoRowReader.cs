using System.Data.Common;

namespace ProjectGraph.Data.Query;

/// <summary>Reads through ADO.NET alone: right for any store.</summary>
internal sealed class AdoRowReader(DbDataReader reader) : IRowReader
{
    public bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

    public long Long(int ordinal) => reader.GetInt64(ordinal);

    public double Double(int ordinal) => reader.GetDouble(ordinal);

    public void Text(int ordinal, RowSet rows, int row, int column) => rows.SetText(row, column, reader.GetString(ordinal));
}
