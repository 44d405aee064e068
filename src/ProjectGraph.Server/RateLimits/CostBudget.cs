using System.Threading.RateLimiting;

namespace ProjectGraph.Server;

/// <summary>
/// A caller's cost budget: a token bucket that is replenished continuously. (The framework's own has no
/// <see cref="TimeProvider"/> and is replenished in steps.) A request above the whole budget takes all of it.
/// </summary>
internal sealed class CostBudget(long perMinute, TimeProvider time) : RateLimiter
{
    private const double Tolerance = 1e-6;
    private static readonly CostLease Granted = new(null);

    private readonly Lock _gate = new();
    private double _available = perMinute;
    private long _replenishedAt = time.GetTimestamp();
    private long _fullSince = time.GetTimestamp();

    /// <summary>The time since the budget became full, or null. A full budget can be dropped, because a new one equals it.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_gate)
            {
                Replenish();
                return _available < perMinute ? null : time.GetElapsedTime(_fullSince);
            }
        }
    }

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_gate)
        {
            Replenish();
            return new() { CurrentAvailablePermits = (long)_available };
        }
    }

    /// <summary>Returns the time until the budget is full.</summary>
    public static TimeSpan GetTimeUntilFull(long perMinute, long available) =>
        TimeSpan.FromMinutes((perMinute - available) / (double)perMinute);

    protected override RateLimitLease AttemptAcquireCore(int permitCount) =>
        TryTake(permitCount) is { } wait ? new CostLease(wait) : Granted;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        while (TryTake(permitCount) is { } wait)
            await Task.Delay(wait, time, cancellationToken);
        return Granted;
    }

    /// <returns>The waiting time until the budget suffices. Null if the cost was taken.</returns>
    private TimeSpan? TryTake(int cost)
    {
        var needed = Math.Min(cost, perMinute);
        lock (_gate)
        {
            Replenish();
            // Rounded up to a whole millisecond, for timers and Retry-After.
            if (_available + Tolerance < needed)
                return TimeSpan.FromMilliseconds(Math.Ceiling((needed - _available) / perMinute * 60_000));
            _available = Math.Max(0, _available - needed);
            return null;
        }
    }

    private void Replenish()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_replenishedAt, now);
        _replenishedAt = now;
        if (_available >= perMinute)
            return;
        _available = Math.Min(perMinute, _available + (elapsed.TotalMinutes * perMinute));
        if (_available >= perMinute)
            _fullSince = now;
    }

    /// <param name="wait">Null if the cost was taken. A cost is never returned, because the work was done.</param>
    private sealed class CostLease(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
