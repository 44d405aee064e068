using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Tests.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>A store of random projects, shared by the tests of a class.</summary>
public abstract class RandomStore(IStorePlace place) : IAsyncLifetime, IDisposable
{
    internal GraphStore Store { get; private set; } = null!;
    internal QueryRunner Runner { get; private set; } = null!;
    internal World World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = await place.OpenAsync(new FakeTime());
        await RandomGraph.FillAsync(Store, seed: 20260301, projects: 250);
        await AlterAsync(Store);
        Runner = QueryRunner.Over(Store);
        World = World.Read(Store);
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

public sealed class PostgresRandomStore() : RandomStore(new PostgresPlace());
