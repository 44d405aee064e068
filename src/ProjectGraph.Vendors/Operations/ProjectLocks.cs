using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// Allows one writer per project at a time, so that no write is built on data that another one is changing. Writers of this
/// instance wait here for each other. Only the first of them waits for other instances.
/// </summary>
internal sealed class ProjectLocks(ProjectTurns turns)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Entry> entries = [];

    /// <summary>Waits for the project's lease. Disposing the result releases it. Without a project, there is no wait.</summary>
    public async Task<IAsyncDisposable?> EnterAsync(long? projectId, CancellationToken cancellation)
    {
        if (projectId is not { } id) return null;
        var entry = Join(id);
        var hasEntered = false;
        try
        {
            await entry.Turn.WaitAsync(cancellation);
            hasEntered = true;
            var lease = await turns.EnterAsync(id, cancellation);
            return new Turn(lease, () => Leave(id, entry, hasEntered));
        }
        catch
        {
            Leave(id, entry, hasEntered);
            throw;
        }
    }

    private Entry Join(long id)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(id, out var entry)) entries[id] = entry = new();
            entry.Count++;
            return entry;
        }
    }

    private void Leave(long id, Entry entry, bool hasEntered)
    {
        if (hasEntered) entry.Turn.Release();
        lock (gate)
        {
            if (--entry.Count == 0) entries.Remove(id);
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public int Count { get; set; }
    }

    private sealed class Turn(IAsyncDisposable amongInstances, Action leave) : IAsyncDisposable
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
