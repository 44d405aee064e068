namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// The log positions of the primary over the last minutes. The lag of a standby is the age of the first log position that it has
/// not replayed. The standby's clock and its last transaction would not show the lag while nobody writes.
/// </summary>
internal sealed class PrimaryLogHistory
{
    private const int MaxSamples = 600;
    private readonly Queue<(DateTimeOffset At, long Place)> _samples = new();

    public void Add(DateTimeOffset at, long logPosition)
    {
        if (_samples.Count >= MaxSamples)
            _samples.Dequeue();
        _samples.Enqueue((at, logPosition));
    }

    /// <summary>Returns the lag, or null if the primary was never seen.</summary>
    public TimeSpan? GetLag(long replayed, DateTimeOffset now)
    {
        if (_samples.Count == 0)
            return null;
        foreach (var (at, logPosition) in _samples)
            if (logPosition > replayed)
                return now - at;
        return TimeSpan.Zero;
    }
}
