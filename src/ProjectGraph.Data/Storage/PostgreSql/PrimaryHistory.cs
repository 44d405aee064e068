namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// When the primary's log was where, for the last minutes: what a standby has replayed is as old as the first place that it has
/// not reached. The standby's own clock and the time of its last transaction would tell nothing while nobody writes.
/// </summary>
internal sealed class PrimaryHistory
{
    private const int Samples = 600;
    private readonly Queue<(DateTimeOffset At, long Place)> samples = new();

    public void Add(DateTimeOffset at, long place)
    {
        if (samples.Count >= Samples) samples.Dequeue();
        samples.Enqueue((at, place));
    }

    /// <summary>Null where the primary was never seen.</summary>
    public TimeSpan? LagOf(long replayed, DateTimeOffset now)
    {
        if (samples.Count == 0) return null;
        foreach (var (at, place) in samples)
            if (place > replayed) return now - at;
        return TimeSpan.Zero;
    }
}
