using Npgsql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>An empty database of one test on the shared server, for tests that cannot use a recycled one.</summary>
internal sealed class PrivateTestDatabase : IAsyncDisposable
{
    private readonly FreshDatabase _database;

    private PrivateTestDatabase(FreshDatabase database) => _database = database;

    public string Name => _database.Name;

    /// <summary>The connection string without pooling, so that the database can be dropped.</summary>
    public string ConnectionString => $"{_database.ConnectionString};Pooling=false";

    public static async Task<PrivateTestDatabase> CreateAsync() => new(await SharedPostgres.CreateDatabaseAsync());

    /// <summary>Runs a statement on the server's database <c>postgres</c>, as the superuser.</summary>
    public static async Task ExecuteAsync(string sql) => await RunAsync((await SharedPostgres.GetServerAsync()).ConnectionString, sql);

    /// <summary>Runs a statement on this database, as the superuser.</summary>
    public async Task RunAsync(string sql) =>
        await RunAsync((await SharedPostgres.GetServerAsync()).GetConnectionString(Name, "postgres") + ";Pooling=false", sql);

    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection.Rows(sql);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
