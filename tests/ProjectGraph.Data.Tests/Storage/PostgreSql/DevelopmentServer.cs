using Npgsql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>The server that tests of PostgreSQL run on; each test has a database of its own.</summary>
internal static class DevelopmentServer
{
    private const string Server = "Host=127.0.0.1;Port=54320;Username=postgres";

    public static string ConnectionString(string database) => $"{Server};Database={database}";

    /// <summary>Creates the database where it is not there yet.</summary>
    public static async Task<string> DatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection($"{Server};Database=dev;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{name}'", connection);
        if (await command.ExecuteScalarAsync() is null)
        {
            command.CommandText = $"CREATE DATABASE {name}";
            await command.ExecuteNonQueryAsync();
        }
        return ConnectionString(name);
    }

    public static async Task DropAsync(string name)
    {
        await using var connection = new NpgsqlConnection($"{Server};Database=dev;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync();
    }
}
