using Microsoft.Data.Sqlite;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Inserts rows by prepared statements, one a table and set of columns.</summary>
internal sealed class RowInserter(SqliteConnection connection)
{
    private readonly Dictionary<string, SqliteCommand> commands = [];

    /// <param name="values">Null, long, double or string.</param>
    public void Insert(string table, string columns, params ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(table, out var command)) commands[table] = command = Prepare(table, columns);
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string table, string columns)
    {
        var names = columns.Split(' ');
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names from the code beside this.
        command.CommandText = $"INSERT INTO \"{table}\" (\"{string.Join("\", \"", names)}\") VALUES ({string.Join(", ", names.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
        for (var i = 0; i < names.Length; i++) command.Parameters.AddWithValue($"$p{i}", DBNull.Value);
        command.Prepare();
        return command;
    }
}
