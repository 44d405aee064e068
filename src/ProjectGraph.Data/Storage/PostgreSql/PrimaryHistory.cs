namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// The log positions of the primary over the last minutes. The lag of a standby is the age of the first log position that it has
/// not replayed. The standby's clock and its last transaction would not show the lag while nobody writes.
/// </summary>
internal sealed class PrimaryHistory
{
    private const int Samples = 600;
    private readonly Queue<(DateTimeOffset At, long Place)> samples = new();

    public void Add(DateTimeOffset at, long logPosition)
    {
        if (samples.Count >= Samples) samples.Dequeue();
        samples.Enqueue((at, logPosition));
    }

    /// <summary>Returns the lag, or null if the primary was never seen.</summary>
    public TimeSpan? LagOf(long replayed, DateTimeOffset now)
    {
        if (samples.Count == 0) return null;
        foreach (var (at, logPosition) in samples)
            if (logPosition > replayed) return now - at;
        return TimeSpan.Zero;
    }
}
