using System.Collections.Concurrent;

namespace ProjectGraph.Data.Query;

/// <summary>A pool of read connections with their prepared commands. A caller waits if all are in use or its share is exhausted.</summary>
internal sealed class ReadPool(IReadConnectionSource store, int size) : IDisposable
{
    private readonly ConcurrentStack<ReadConnection> _idle = new();

    // One caller gets at most three quarters of the connections.
    private readonly FairSlots _slots = new(size, Math.Max(1, size * 3 / 4));
    private volatile bool _disposed;

    public IReadConnectionSource Store => store;

    public async ValueTask<ReadConnection> RentAsync(CancellationToken cancellationToken)
    {
        var caller = MinimumReadPosition.Current?.Caller;
        await _slots.EnterAsync(caller, cancellationToken);
        try
        {
            while (_idle.TryPop(out var connection))
            {
                if (!connection.IsExpired)
                    return connection.RentTo(caller);
                connection.Dispose();
            }
            return new ReadConnection(store).RentTo(caller);
        }
        catch
        {
            _slots.Leave(caller);
            throw;
        }
    }

    /// <param name="broken">Whether an error occurred on the connection; it is then closed instead of reused.</param>
    public void Return(ReadConnection connection, bool broken)
    {
        // After one connection is lost, the idle ones are usually lost too, and each would cost a request a retry.
        if (broken && connection.IsLost)
            Clear();
        var caller = connection.Caller;
        if (broken || _disposed)
            connection.Dispose();
        else
            _idle.Push(connection);
        _slots.Leave(caller);
    }

    public void Dispose()
    {
        _disposed = true;
        Clear();
    }

    private void Clear()
    {
        while (_idle.TryPop(out var connection))
            connection.Dispose();
    }
}
