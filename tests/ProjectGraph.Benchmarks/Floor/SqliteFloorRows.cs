using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Reads the native statement's cells. Text is copied from SQLite's memory to the response as bytes.</summary>
internal sealed class SqliteFloorRows(SqliteDataReader reader) : FloorRows
{
    private readonly sqlite3_stmt _row = reader.Handle!;

    public override bool Next() => reader.Read();

    public override bool IsNull(int column) => raw.sqlite3_column_type(_row, column) == raw.SQLITE_NULL;

    public override long Long(int column) => raw.sqlite3_column_int64(_row, column);

    public override double Double(int column) => raw.sqlite3_column_double(_row, column);

    public override bool Boolean(int column) => raw.sqlite3_column_int(_row, column) != 0;

    public override ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(_row, column);

    public override void Dispose() => reader.Dispose();
}
