using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage;

public sealed class SqliteGraphStoreTests : GraphStoreContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    private protected override Task<GraphStore> OpenDatabaseAsync(TimeProvider time) => _folder.OpenAsync(time);

    private protected override List<long> Search(string part) =>
        Rows($"SELECT rowid FROM ProjectSearch WHERE ProjectSearch MATCH '\"{part}\"' ORDER BY rowid")
            .ConvertAll(row => long.Parse(row, null));

    public void Dispose() => _folder.Dispose();
}
