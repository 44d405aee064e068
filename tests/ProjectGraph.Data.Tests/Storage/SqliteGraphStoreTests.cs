using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage;

public sealed class SqliteGraphStoreTests : GraphStoreContract, IDisposable
{
    private readonly StoreFolder folder = new();

    private protected override Task<GraphStore> OpenDatabaseAsync(TimeProvider time) => folder.OpenAsync(time);

    public void Dispose() => folder.Dispose();
}
