namespace ProjectGraph.Vendors.Operations;

/// <summary>One writer per project at a time, so that a write is never built on what another one is just changing.</summary>
internal sealed class ProjectLocks
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Entry> entries = [];

    /// <summary>Dispose what comes back to let the next one in. No project, no waiting.</summary>
    public async Task<IDisposable?> EnterAsync(long? projectId, CancellationToken cancellation)
    {
        if (projectId is not { } id) return null;
        var entry = Join(id);
        try
        {
            await entry.Turn.WaitAsync(cancellation);
        }
        catch
        {
            Leave(id, entry);
            throw;
        }
        return new Turn(() =>
        {
            entry.Turn.Release();
            Leave(id, entry);
        });
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

    private void Leave(long id, Entry entry)
    {
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

    private sealed class Turn(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
