using System.Collections.Concurrent;

namespace ProjectGraph.Data.Query;

/// <summary>A pool of read connections with their prepared commands. A caller waits if all are in use or its share is exhausted.</summary>
internal sealed class ReadPool(IReadConnections store, int size) : IDisposable
{
    private readonly ConcurrentStack<ReadConnection> idle = new();
    // One caller gets at most three quarters of the connections.
    private readonly FairSlots slots = new(size, Math.Max(1, size * 3 / 4));
    private volatile bool disposed;

    public IReadConnections Store => store;

    public async ValueTask<ReadConnection> RentAsync(CancellationToken cancellation)
    {
        var caller = ReadFloor.Current?.Caller;
        await slots.EnterAsync(caller, cancellation);
        try
        {
            while (idle.TryPop(out var connection))
            {
                if (!connection.IsWornOut) return connection.For(caller);
                connection.Dispose();
            }
            return new ReadConnection(store).For(caller);
        }
        catch
        {
            slots.Leave(caller);
            throw;
        }
    }

    /// <param name="broken">Whether an error occurred on the connection; it is then closed instead of reused.</param>
    public void Return(ReadConnection connection, bool broken)
    {
        // After one connection is lost, the idle ones are usually lost too, and each would cost a request a retry.
        if (broken && connection.IsLost) Clear();
        var caller = connection.Caller;
        if (broken || disposed) connection.Dispose();
        else idle.Push(connection);
        slots.Leave(caller);
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
