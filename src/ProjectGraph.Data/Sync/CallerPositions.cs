using System.Collections.Concurrent;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Remembers the positions of callers' latest writes, on all instances, for as long as a standby may need to catch up. Callers
/// that send the position, which every response to a write contains, do not need it.
/// </summary>
public sealed class CallerPositions(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long Position, DateTimeOffset At)> positions = new(StringComparer.Ordinal);
    private long forgotten;

    /// <summary>The position of the caller's latest write; 0 if unknown.</summary>
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
        // All entries are recent. From now on they count as one caller with the newest of their positions.
        Interlocked.Exchange(ref forgotten, Math.Max(forgotten, positions.Values.Max(known => known.Position)));
        positions.Clear();
    }
}
