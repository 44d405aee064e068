using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>A connection with its prepared statements; a handful of them go round.</summary>
internal sealed class FloorConnection(string path)
{
    private readonly SqliteConnection connection = Open(path);
    private readonly Dictionary<string, SqliteCommand> commands = [];

    /// <param name="parameters">In the order of <c>$0, $1, …</c>.</param>
    public SqliteDataReader Read(string sql, params ReadOnlySpan<object> parameters)
    {
        if (!commands.TryGetValue(sql, out var command)) commands[sql] = command = Prepare(sql, parameters.Length);
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i];
        return command.ExecuteReader();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the floor.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++) command.Parameters.AddWithValue($"${i}", DBNull.Value);
        command.Prepare();
        return command;
    }

    // As the service opens its own: neither has more memory than the other.
    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824; PRAGMA query_only = ON; PRAGMA cache_size = -16384;";
        command.ExecuteNonQuery();
        return connection;
    }
}

internal sealed class FloorPool(string path)
{
    private readonly ConcurrentBag<FloorConnection> idle = [];

    public FloorConnection Take() => idle.TryTake(out var found) ? found : new(path);

    public void Return(FloorConnection connection) => idle.Add(connection);
}
