using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// Allows one writer per project at a time, so that no write is built on data that another one is changing. Writers of this
/// instance wait here for each other. Only the first of them waits for other instances.
/// </summary>
internal sealed class ProjectLocks(ProjectLeases turns)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Entry> _entries = [];

    /// <summary>Waits for the project's lease. Disposing the result releases it. Without a project, there is no wait.</summary>
    public async Task<IAsyncDisposable?> EnterAsync(long? projectId, CancellationToken cancellationToken)
    {
        if (projectId is not { } id)
            return null;
        var entry = AddWaiter(id);
        var hasEntered = false;
        try
        {
            await entry.Gate.WaitAsync(cancellationToken);
            hasEntered = true;
            var lease = await turns.AcquireAsync(id, cancellationToken);
            return new HeldLock(lease, () => RemoveWaiter(id, entry, hasEntered));
        }
        catch
        {
            RemoveWaiter(id, entry, hasEntered);
            throw;
        }
    }

    private Entry AddWaiter(long id)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(id, out var entry))
                _entries[id] = entry = new();
            entry.Count++;
            return entry;
        }
    }

    private void RemoveWaiter(long id, Entry entry, bool hasEntered)
    {
        if (hasEntered)
            entry.Gate.Release();
        lock (_gate)
        {
            if (--entry.Count == 0)
                _entries.Remove(id);
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public int Count { get; set; }
    }

    private sealed class HeldLock(IAsyncDisposable amongInstances, Action leave) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await amongInstances.DisposeAsync();
            }
            finally
            {
                leave();
            }
        }
    }
}
