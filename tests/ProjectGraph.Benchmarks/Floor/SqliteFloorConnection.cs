using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ProjectGraph.Benchmarks.Floor;

internal sealed class SqliteFloorConnection(string connectionString) : FloorConnection
{
    private static readonly SqliteFloorSql Statements = new();

    private readonly SqliteConnection _connection = Open(connectionString);

    public override FloorSql Sql => Statements;

    protected override DbCommand Prepare(string sql, ReadOnlySpan<object> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the floor.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", parameters[i]);
        command.Prepare();
        return command;
    }

    protected override FloorRows Rows(DbDataReader reader) => new SqliteFloorRows((SqliteDataReader)reader);

    // The same settings as the service's connections, so that both have the same memory.
    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection($"{connectionString};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824; PRAGMA query_only = ON; PRAGMA cache_size = -16384;";
        command.ExecuteNonQuery();
        return connection;
    }
}
