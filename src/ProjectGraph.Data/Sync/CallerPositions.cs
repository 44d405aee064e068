using System.Collections.Concurrent;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// What callers wrote last, on whichever instance, for as long as a standby may take to have it. A caller who sends the position
/// along, which every answer to a write names, needs no such memory.
/// </summary>
public sealed class CallerPositions(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long Position, DateTimeOffset At)> positions = new(StringComparer.Ordinal);
    private long forgotten;

    /// <summary>0 where nothing is known of the caller.</summary>
    public long Of(string caller) =>
        Math.Max(Interlocked.Read(ref forgotten), positions.TryGetValue(caller, out var known) && time.GetUtcNow() - known.At < Kept ? known.Position : 0);

    internal void Note(string caller, long position)
    {
        var now = time.GetUtcNow();
        if (positions.Count >= Most) Forget(now);
        positions.AddOrUpdate(caller, (position, now), (_, known) => (Math.Max(known.Position, position), now));
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (caller, known) in positions)
            if (now - known.At >= Kept) positions.TryRemove(caller, out _);
        if (positions.Count < Most) return;
        // All of them new: from here on they count as one, who wrote what the last of them did.
        Interlocked.Exchange(ref forgotten, Math.Max(forgotten, positions.Values.Max(known => known.Position)));
        positions.Clear();
    }
}
