using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>One database connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqlSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    /// <summary>Rows written since the connection was opened.</summary>
    public long TotalChanges => Count("SELECT total_changes()");

    /// <summary>Runs work that sees one state of the database.</summary>
    public T Read<T>(Func<SqlSession, T> work) => Transact("BEGIN", work);

    /// <summary>Runs work of which everything is written or nothing. It takes the right to write at once: taken later, it could be refused in the middle.</summary>
    public T Write<T>(Func<SqlSession, T> work) => Transact("BEGIN IMMEDIATE", work);

    /// <returns>The number of rows that were written.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    /// <returns>The number that the database gave the row.</returns>
    public long Insert(EntityTable table, object?[] row)
    {
        Execute(table.Insert, row);
        return Count("SELECT last_insert_rowid()");
    }

    /// <returns>The first value of the first row; null where there is no row.</returns>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        var value = Command(sql, values).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    public long Count(string sql, params ReadOnlySpan<object?> values) => (long)Scalar(sql, values)!;

    public object?[]? Row(EntityTable table, string condition, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(table.Select + condition, values).ExecuteReader();
        return reader.Read() ? Values(reader, table) : null;
    }

    public List<object?[]> Rows(EntityTable table, string condition, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(table.Select + condition, values).ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read()) rows.Add(Values(reader, table));
        return rows;
    }

    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public T? Entity<T>(string condition, params ReadOnlySpan<object?> values) where T : class, new()
    {
        var table = EntityTable.Of<T>();
        return Row(table, condition, values) is { } row ? table.Decode<T>(row) : null;
    }

    /// <summary>Renews the statistics by which the query planner chooses its indexes, from samples.</summary>
    public void Analyze()
    {
        Execute("PRAGMA analysis_limit = 1000");
        Execute("ANALYZE");
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
    }

    // By statements, because the driver's transaction object would have to be put into every prepared command.
    private T Transact<T>(string begin, Func<SqlSession, T> work)
    {
        Execute(begin);
        try
        {
            var result = work(this);
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    private void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // After some errors (a full disk) SQLite has rolled back by itself; the first error is the one to tell.
        }
    }

    private static object?[] Values(SqliteDataReader reader, EntityTable table)
    {
        var row = new object?[table.Columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : table.Columns[i].Kind switch
            {
                FieldKind.Text or FieldKind.Json or FieldKind.Date => reader.GetString(i),
                FieldKind.Double => reader.GetDouble(i),
                _ => reader.GetInt64(i),
            };
        }
        return row;
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command)) commands[sql] = command = Prepared(sql, values.Length);
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepared(string sql, int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text comes from this assembly; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter($"@p{i}", DBNull.Value));
        return command;
    }
}
