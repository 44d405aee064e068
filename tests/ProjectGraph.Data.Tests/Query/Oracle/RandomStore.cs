using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Tests.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>A store of random projects, shared by the tests of a class.</summary>
public abstract class RandomStore(IStoreLocation place) : IAsyncLifetime, IDisposable
{
    internal GraphStore Store { get; private set; } = null!;
    internal QueryRunner Runner { get; private set; } = null!;
    internal StoredRows World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = await place.OpenAsync(new FakeTime());
        await RandomGraph.FillAsync(Store, seed: 20260301, projects: 250);
        await AlterAsync(Store);
        Runner = QueryRunner.Create(Store);
        World = StoredRows.Read(Store);
    }

    /// <summary>Changes the random data of the store.</summary>
    private protected virtual Task AlterAsync(GraphStore store) => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Runner.Dispose();
        await Store.DisposeAsync();
    }

    public void Dispose() => place.Dispose();
}

public sealed class SqliteRandomStore() : RandomStore(new StoreFolder());

public sealed class PostgresRandomStore() : RandomStore(new PooledTestDatabase());
