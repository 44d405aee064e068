using System.Collections.Concurrent;

namespace ProjectGraph.Data.Query;

/// <summary>Reading connections, each with its prepared commands. A caller waits when all are busy, or when it has its share of them.</summary>
internal sealed class ReadPool(IReadConnections store, int size) : IDisposable
{
    private readonly ConcurrentStack<ReadConnection> idle = new();
    // Whatever one caller has under way, a quarter of the connections is there for the others.
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

    /// <param name="broken">Whether something failed on it; it is closed rather than used again.</param>
    public void Return(ReadConnection connection, bool broken)
    {
        // After one connection was lost, its siblings mostly are too: each of them would cost somebody a try.
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
