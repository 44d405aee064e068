using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class PostgresGraphStoreTests : GraphStoreContract
{
    private readonly PooledTestDatabase _database = new();

    private protected override Task<GraphStore> OpenDatabaseAsync(TimeProvider time) => _database.OpenAsync(time);

    private protected override Task RemoveDatabaseAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    private protected override List<long> Search(string part) =>
        Rows($"SELECT ProjectId FROM ProjectSearch WHERE Text LIKE '%{part}%' OR Company LIKE '%{part}%' ORDER BY ProjectId")
            .ConvertAll(row => long.Parse(row, null));
}
