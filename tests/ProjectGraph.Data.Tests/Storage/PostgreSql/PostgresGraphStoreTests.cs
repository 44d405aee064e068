using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

public sealed class PostgresGraphStoreTests : GraphStoreContract
{
    private readonly string database = $"t{Guid.NewGuid():N}";

    private protected override async Task<GraphStore> OpenDatabaseAsync(TimeProvider time)
    {
        await using (var connection = new NpgsqlConnection("Host=127.0.0.1;Port=54320;Database=dev;Username=postgres"))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{database}'", connection);
            if (await command.ExecuteScalarAsync() is null)
            {
                command.CommandText = $"CREATE DATABASE {database}";
                await command.ExecuteNonQueryAsync();
            }
        }
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read($"Host=127.0.0.1;Port=54320;Database={database};Username=postgres")), time);
        await store.OpenAsync(default);
        return store;
    }
}
