using Npgsql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>The server that tests use: <c>PROJECTGRAPH_TEST_POSTGRES</c> has its connection string.</summary>
internal static class PostgresForNow
{
    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable("PROJECTGRAPH_TEST_POSTGRES");

    /// <summary>An open connection to a new schema in which the statements have been run.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(IEnumerable<string> statements)
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        var schema = $"test_{Guid.NewGuid():N}";
        foreach (var statement in (string[])[$"CREATE SCHEMA {schema}", $"SET search_path TO {schema}", .. statements])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
        return connection;
    }
}
