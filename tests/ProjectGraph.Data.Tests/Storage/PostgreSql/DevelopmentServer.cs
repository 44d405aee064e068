using Npgsql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A database of its own on the server that tests use.</summary>
internal sealed class DevelopmentServer : IAsyncDisposable
{
    private const string Server = "Host=127.0.0.1;Port=54320;Username=postgres;";

    private DevelopmentServer(string name) => Name = name;

    public string Name { get; }

    /// <summary>Sessions end with their connection, so that the database can be dropped.</summary>
    public string ConnectionString => $"{Server}Database={Name};Pooling=false";

    public static async Task<DevelopmentServer> CreateAsync()
    {
        var database = new DevelopmentServer($"m_{Guid.NewGuid():N}");
        await ExecuteAsync($"CREATE DATABASE {database.Name}");
        return database;
    }

    /// <summary>Runs a statement on the server's own database.</summary>
    public static Task ExecuteAsync(string sql) => RunAsync($"{Server}Database=postgres;Pooling=false", sql);

    public Task RunAsync(string sql) => RunAsync(ConnectionString, sql);

    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection.Rows(sql);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
