using Npgsql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A schema of one test without the store's tables, for tests of PostgreSQL alone.</summary>
internal static class EmptySchema
{
    private static readonly Lazy<Task<FreshDatabase>> Database = new(() => SharedPostgres.CreateDatabaseAsync());

    /// <summary>Creates a schema, runs the statements in it and returns the open connection.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(IEnumerable<string> statements)
    {
        var connection = new NpgsqlConnection((await Database.Value).ConnectionString + ";Pooling=false");
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
