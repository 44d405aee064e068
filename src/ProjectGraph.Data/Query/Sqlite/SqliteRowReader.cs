using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>
/// Reads SQLite's own cells. ADO.NET would make a string of every text, only for it to become UTF-8 again in the answer.
/// </summary>
internal sealed class SqliteRowReader(SqliteDataReader reader) : IRowReader
{
    private readonly sqlite3_stmt statement = reader.Handle!;

    public bool IsNull(int ordinal) => raw.sqlite3_column_type(statement, ordinal) == raw.SQLITE_NULL;

    public long Long(int ordinal) => raw.sqlite3_column_int64(statement, ordinal);

    public double Double(int ordinal) => raw.sqlite3_column_double(statement, ordinal);

    public bool Boolean(int ordinal) => Long(ordinal) != 0;

    // The bytes of a text column are its UTF-8, whichever way they are asked for.
    public void Text(int ordinal, RowSet rows, int row, int column) => rows.SetText(row, column, raw.sqlite3_column_blob(statement, ordinal));
}
