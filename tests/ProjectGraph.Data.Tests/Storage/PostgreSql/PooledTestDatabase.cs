using System.Collections.Concurrent;
using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A database of one test on the shared server. It is emptied and reused afterwards, because creating one is slow.</summary>
public sealed class PooledTestDatabase : IStoreLocation
{
    private const string Empty = """
        DO $$ BEGIN EXECUTE (
            SELECT 'TRUNCATE ' || string_agg(format('%I', tablename), ', ') || ' RESTART IDENTITY'
            FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory');
        END $$
        """;

    private static readonly ConcurrentBag<FreshDatabase> Used = [];

    private FreshDatabase? _database;

    public async Task<string> ConnectionStringAsync() => (_database ??= await TakeAsync()).ConnectionString;

    public async Task<GraphStore> OpenAsync(TimeProvider time) => await OpenAsync(await ConnectionStringAsync(), time);

    public static async Task<GraphStore> OpenAsync(string connectionString, TimeProvider time)
    {
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connectionString)), time);
        await store.OpenAsync(default);
        return store;
    }

    public void Dispose()
    {
        if (_database is not null)
            Used.Add(_database);
    }

    private static async Task<FreshDatabase> TakeAsync()
    {
        if (!Used.TryTake(out var before))
            return await SharedPostgres.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(before.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Empty, connection);
        await command.ExecuteNonQueryAsync();
        return before;
    }
}
