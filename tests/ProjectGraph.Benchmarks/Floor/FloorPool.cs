using System.Collections.Concurrent;
using ProjectGraph.Benchmarks.Store;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>A pool with as many connections as there were concurrent requests.</summary>
internal sealed class FloorPool
{
    private readonly ConcurrentBag<FloorConnection> _idle = [];
    private readonly Func<FloorConnection> _open;

    private FloorPool(Func<FloorConnection> open) => _open = open;

    public static async Task<FloorPool> OpenAsync(StoreAddress store)
    {
        // A thread blocks while it waits for PostgreSQL, so use the service's minimum number of threads.
        if (store.IsPostgres)
            ThreadPool.SetMinThreads(32, 32);
        // Opening the store loads the native library.
        else
            await using (await GraphStore.CreateAsync(store.File, TimeProvider.System)) { }
        return new(
            store.IsPostgres
                ? () => new PostgresFloorConnection(store.ConnectionString)
                : () => new SqliteFloorConnection(store.ConnectionString)
        );
    }

    public FloorConnection Rent() => _idle.TryTake(out var found) ? found : _open();

    public void Return(FloorConnection connection) => _idle.Add(connection);
}
