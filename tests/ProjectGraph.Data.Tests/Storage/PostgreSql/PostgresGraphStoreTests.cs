using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class PostgresGraphStoreTests : GraphStoreContract, IDisposable
{
    private readonly PostgresPlace place = new();

    private protected override Task<GraphStore> OpenDatabaseAsync(TimeProvider time) => place.OpenAsync(time);

    public void Dispose() => place.Dispose();
}
