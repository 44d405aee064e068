using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>Reads cells directly from SQLite. ADO.NET would create a string from each text, which the response needs as UTF-8.</summary>
internal sealed class SqliteRowReader(SqliteDataReader reader) : IRowReader
{
    private readonly sqlite3_stmt _statement = reader.Handle!;

    public bool IsNull(int ordinal) => raw.sqlite3_column_type(_statement, ordinal) == raw.SQLITE_NULL;

    public long Long(int ordinal) => raw.sqlite3_column_int64(_statement, ordinal);

    public double Double(int ordinal) => raw.sqlite3_column_double(_statement, ordinal);

    public bool Boolean(int ordinal) => Long(ordinal) != 0;

    // sqlite3_column_blob returns a text column's UTF-8 bytes.
    public void CopyText(int ordinal, RowSet rows, int row, int column) =>
        rows.SetText(row, column, raw.sqlite3_column_blob(_statement, ordinal));
}
