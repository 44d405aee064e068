using System.Collections.Concurrent;

namespace ProjectGraph.Data.Query;

/// <summary>Reading connections, each with its prepared commands. A caller waits when all are busy.</summary>
internal sealed class ReadPool(IReadConnections store, int size) : IDisposable
{
    private readonly ConcurrentStack<ReadConnection> idle = new();
    private readonly SemaphoreSlim places = new(size);
    private volatile bool disposed;

    public IReadConnections Store => store;

    public async ValueTask<ReadConnection> RentAsync(CancellationToken cancellation)
    {
        if (!places.Wait(0, CancellationToken.None)) await places.WaitAsync(cancellation);
        try
        {
            while (idle.TryPop(out var connection))
            {
                if (!connection.IsWornOut) return connection;
                connection.Dispose();
            }
            return new(store);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <param name="broken">Whether something failed on it; it is closed rather than used again.</param>
    public void Return(ReadConnection connection, bool broken)
    {
        // After one connection was lost, its siblings mostly are too: each of them would cost somebody a try.
        if (broken && connection.IsLost) Clear();
        if (broken || disposed) connection.Dispose();
        else idle.Push(connection);
        places.Release();
    }

    public void Dispose()
    {
        disposed = true;
        Clear();
    }

    private void Clear()
    {
        while (idle.TryPop(out var connection)) connection.Dispose();
    }
}
