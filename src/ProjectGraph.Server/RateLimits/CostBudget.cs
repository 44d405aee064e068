using System.Threading.RateLimiting;

namespace ProjectGraph.Server;

/// <summary>
/// A caller's budget of cost: a token bucket that is replenished continuously. (The framework's own knows no
/// <see cref="TimeProvider"/>, and is replenished in steps.) A request that costs more than the whole budget takes all of it.
/// </summary>
internal sealed class CostBudget(long perMinute, TimeProvider time) : RateLimiter
{
    private const double Rounding = 1e-6;
    private static readonly CostLease granted = new(null);

    private readonly Lock gate = new();
    private double available = perMinute;
    private long replenished = time.GetTimestamp();
    private long full = time.GetTimestamp();

    /// <summary>Null while something is missing: a budget that is full again is like a new one, and need not be kept.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
            {
                Replenish();
                return available < perMinute ? null : time.GetElapsedTime(full);
            }
        }
    }

    public override RateLimiterStatistics GetStatistics()
    {
        lock (gate)
        {
            Replenish();
            return new() { CurrentAvailablePermits = (long)available };
        }
    }

    /// <summary>How long it takes until nothing is missing.</summary>
    public static TimeSpan UntilFull(long perMinute, long available) => TimeSpan.FromMinutes((perMinute - available) / (double)perMinute);

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => Take(permitCount) is { } wait ? new CostLease(wait) : granted;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        while (Take(permitCount) is { } wait) await Task.Delay(wait, time, cancellationToken);
        return granted;
    }

    /// <returns>How long it takes until the cost fits; null where it was taken.</returns>
    private TimeSpan? Take(int cost)
    {
        var needed = Math.Min(cost, perMinute);
        lock (gate)
        {
            Replenish();
            // Rounded up to what timers and Retry-After can express.
            if (available + Rounding < needed) return TimeSpan.FromMilliseconds(Math.Ceiling((needed - available) / perMinute * 60_000));
            available = Math.Max(0, available - needed);
            return null;
        }
    }

    private void Replenish()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(replenished, now);
        replenished = now;
        if (available >= perMinute) return;
        available = Math.Min(perMinute, available + (elapsed.TotalMinutes * perMinute));
        if (available >= perMinute) full = now;
    }

    /// <param name="wait">Null where the cost was taken. Nothing is given back: what was done has been done.</param>
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
