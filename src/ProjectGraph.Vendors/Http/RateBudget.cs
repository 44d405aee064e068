using System.Globalization;

namespace ProjectGraph.Vendors.Http;

/// <summary>A documented limit: so many requests in so much time.</summary>
public sealed record RateLimit(int Requests, TimeSpan Per);

/// <summary>
/// One connection's share of what its vendor documents: a token bucket per limit, drained by our calls and corrected by what
/// the vendor's answers say.
/// </summary>
public sealed class RateBudget(IReadOnlyList<RateLimit> limits, TimeProvider time)
{
    private static readonly string[] remainingHeaders = ["X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining"];

    private readonly Lock gate = new();
    private readonly Bucket[] buckets = [.. limits.Select(limit => new Bucket(limit, time.GetUtcNow()))];
    private DateTimeOffset closedUntil = DateTimeOffset.MinValue;

    public IReadOnlyList<RateLimit> Limits => limits;

    /// <summary>Calls that may go out now; null where the vendor documents no limit.</summary>
    public int? Remaining
    {
        get
        {
            lock (gate)
            {
                var now = time.GetUtcNow();
                if (now < closedUntil) return 0;
                return buckets.Length == 0 ? null : (int)buckets.Min(bucket => bucket.Filled(now));
            }
        }
    }

    /// <summary>Returns when a call may go out.</summary>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        while (Wait() is { Ticks: > 0 } wait) await Task.Delay(wait, time, cancellation);
    }

    /// <summary>Learns from an answer.</summary>
    internal void Correct(VendorAnswer answer, TimeSpan? retryAfter)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (retryAfter is { } closed && now + closed > closedUntil) closedUntil = now + closed;
            var header = remainingHeaders.Select(answer.Header).FirstOrDefault(value => value is not null);
            if (!int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var remaining)) return;
            foreach (var bucket in buckets) bucket.Tokens = Math.Min(bucket.Filled(now), remaining);
        }
    }

    /// <summary>Zero when the tokens were taken, else how long to wait before asking again.</summary>
    private TimeSpan Wait()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now < closedUntil) return closedUntil - now;
            var wait = buckets.Select(bucket => bucket.UntilOne(now)).DefaultIfEmpty().Max();
            if (wait > TimeSpan.Zero) return wait;
            foreach (var bucket in buckets) bucket.Tokens--;
            return TimeSpan.Zero;
        }
    }

    private sealed class Bucket(RateLimit limit, DateTimeOffset start)
    {
        private DateTimeOffset filledAt = start;

        public double Tokens { get; set; } = limit.Requests;

        public double Filled(DateTimeOffset now)
        {
            if (now > filledAt) Tokens = Math.Min(limit.Requests, Tokens + (now - filledAt) / limit.Per * limit.Requests);
            filledAt = now;
            return Tokens;
        }

        public TimeSpan UntilOne(DateTimeOffset now)
        {
            var missing = 1 - Filled(now);
            // Rounded up to a millisecond: timers know nothing finer, and a wait of zero would spin.
            return missing <= 0 ? TimeSpan.Zero : limit.Per / limit.Requests * missing + TimeSpan.FromMilliseconds(1);
        }
    }
}
