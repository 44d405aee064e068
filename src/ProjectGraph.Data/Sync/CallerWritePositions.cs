using System.Collections.Concurrent;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Remembers the positions of callers' latest writes, on all instances, for as long as a standby may need to catch up. Callers
/// that send the position, which every response to a write contains, do not need it.
/// </summary>
public sealed class CallerWritePositions(TimeProvider time)
{
    private const int MaxCallers = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long Position, DateTimeOffset At)> _positions = new(StringComparer.Ordinal);
    private long _evictedPosition;

    /// <summary>The position of the caller's latest write; 0 if unknown.</summary>
    public long Get(string caller) =>
        Math.Max(
            Interlocked.Read(ref _evictedPosition),
            _positions.TryGetValue(caller, out var known) && time.GetUtcNow() - known.At < Lifetime ? known.Position : 0
        );

    internal void Record(string caller, long position)
    {
        var now = time.GetUtcNow();
        if (_positions.Count >= MaxCallers)
            Evict(now);
        _positions.AddOrUpdate(caller, (position, now), (_, known) => (Math.Max(known.Position, position), now));
    }

    private void Evict(DateTimeOffset now)
    {
        foreach (var (caller, known) in _positions)
            if (now - known.At >= Lifetime)
                _positions.TryRemove(caller, out _);
        if (_positions.Count < MaxCallers)
            return;
        // All entries are recent. From now on they count as one caller with the newest of their positions.
        Interlocked.Exchange(ref _evictedPosition, Math.Max(_evictedPosition, _positions.Values.Max(known => known.Position)));
        _positions.Clear();
    }
}
