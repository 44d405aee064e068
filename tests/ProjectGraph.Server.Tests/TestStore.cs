using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Server.Tests;

/// <summary>
/// The store that the program is tested on: a SQLite file, or a fresh database on PostgreSQL where the environment says so by
/// <c>PROJECTGRAPH_TEST_STORE=PostgreSql</c>. The suites of the protocols run on each of them (<c>.ci/test</c>).
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

    /// <param name="file">Where the store lies if it is a file.</param>
    public static async Task<TestStore> CreateAsync(string file)
    {
        if (!IsPostgres) return new($"Data Source={file}", null);
        var database = await SharedPostgres.CreateDatabaseAsync();
        return new(database.ConnectionString, database);
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
