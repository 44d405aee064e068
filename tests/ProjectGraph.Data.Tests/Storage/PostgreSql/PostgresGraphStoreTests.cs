using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class PostgresGraphStoreTests : GraphStoreContract
{
    private readonly string database = $"c_{Guid.NewGuid():N}";

    private protected override async Task<GraphStore> OpenDatabaseAsync(TimeProvider time)
    {
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(await DevelopmentServer.DatabaseAsync(database))), time);
        await store.OpenAsync(default);
        return store;
    }

    private protected override Task RemoveDatabaseAsync() => DevelopmentServer.DropAsync(database);
}
