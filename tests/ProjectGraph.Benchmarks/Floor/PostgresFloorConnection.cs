using System.Data.Common;
using Npgsql;

namespace ProjectGraph.Benchmarks.Floor;

internal sealed class PostgresFloorConnection(string connectionString) : FloorConnection
{
    private static readonly PostgresFloorSql Statements = new();

    private readonly NpgsqlConnection _connection = Open(connectionString);

    public override FloorSql Sql => Statements;

    protected override DbCommand Prepare(string sql, ReadOnlySpan<object> parameters)
    {
#pragma warning disable CA2100 // Constants of the floor.
        var command = new NpgsqlCommand(sql, _connection);
#pragma warning restore CA2100
        foreach (var value in parameters)
            command.Parameters.Add(new() { Value = value });
        command.Prepare();
        return command;
    }

    protected override FloorRows Rows(DbDataReader reader) => new PostgresFloorRows((NpgsqlDataReader)reader);

    private static NpgsqlConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection($"{connectionString};Pooling=False");
        connection.Open();
        return connection;
    }
}
