using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Server.Tests;

/// <summary>
/// The store of a test: a SQLite file, or a new PostgreSQL database if <c>PROJECTGRAPH_TEST_STORE=PostgreSql</c> is set. The suites
/// of the protocols run on both (<c>.ci/test</c>).
/// </summary>
internal sealed class TestStore : IAsyncDisposable
{
    private const string Variable = "PROJECTGRAPH_TEST_STORE";
    private readonly FreshDatabase? _database;

    private TestStore(string connectionString, FreshDatabase? database) => (ConnectionString, _database) = (connectionString, database);

    public static bool IsPostgres => Environment.GetEnvironmentVariable(Variable) == "PostgreSql";

    public string ConnectionString { get; }

    public KeyValuePair<string, string?>[] Settings =>
        [new("Store:Provider", _database is null ? "Sqlite" : "PostgreSql"), new("ConnectionStrings:ProjectGraph", ConnectionString)];

    /// <param name="file">The path of the store if it is a file.</param>
    public static async Task<TestStore> CreateAsync(string file)
    {
        if (!IsPostgres)
            return new($"Data Source={file}", null);
        var database = await SharedPostgres.CreateDatabaseAsync();
        return new(database.ConnectionString, database);
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
