using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// One writer per project at a time, so that a write is never built on what another one is just changing. Those of this
/// instance wait here for each other, and only the first of them for other instances.
/// </summary>
internal sealed class ProjectLocks(ProjectTurns turns)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Entry> entries = [];

    /// <summary>Dispose what comes back to let the next one in. No project, no waiting.</summary>
    public async Task<IAsyncDisposable?> EnterAsync(long? projectId, CancellationToken cancellation)
    {
        if (projectId is not { } id) return null;
        var entry = Join(id);
        var isIn = false;
        try
        {
            await entry.Turn.WaitAsync(cancellation);
            isIn = true;
            var turn = await turns.EnterAsync(id, cancellation);
            return new Turn(turn, () => Leave(id, entry, isIn));
        }
        catch
        {
            Leave(id, entry, isIn);
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

    private void Leave(long id, Entry entry, bool isIn)
    {
        if (isIn) entry.Turn.Release();
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
