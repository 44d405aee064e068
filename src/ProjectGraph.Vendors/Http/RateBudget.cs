using System.Globalization;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>A documented limit: so many requests in so much time.</summary>
public sealed record RateLimit(int Requests, TimeSpan Per);

/// <summary>What is left of a limit.</summary>
/// <param name="ResetsAt">When all of it is there again, if no call goes out until then.</param>
public sealed record RateReading(RateLimit Limit, int Remaining, DateTimeOffset ResetsAt);

/// <summary>
/// One connection's share of what its vendor documents: a token bucket per limit, drained by our calls and corrected by what
/// the vendor's answers say.
/// </summary>
public sealed class RateBudget(IReadOnlyList<RateLimit> limits, TimeProvider time)
{
    private static readonly string[] remainingHeaders = ["X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining"];
    private static readonly string[] resetHeaders = ["X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset"];

    /// <summary>The longest that a vendor can close a connection for: an answer gone wrong must not end it for good.</summary>
    private static readonly TimeSpan longestClosure = TimeSpan.FromHours(1);

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

    /// <summary>Of the limits the one that fills again slowest; null where the vendor documents none.</summary>
    public RateReading? Read()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return buckets.Length == 0 ? null : buckets.MaxBy(bucket => bucket.Limit.Per / bucket.Limit.Requests)!.Read(now, closedUntil);
        }
    }

    /// <summary>Returns when a call may go out.</summary>
    public Task TakeAsync(CancellationToken cancellation) => TakeAsync(TimeSpan.MaxValue, cancellation);

    /// <param name="longest">Who would have to wait longer is told so at once.</param>
    /// <exception cref="VendorReadException">The wait would be longer.</exception>
    public async Task TakeAsync(TimeSpan longest, CancellationToken cancellation)
    {
        while (Wait() is { Ticks: > 0 } wait)
        {
            if (wait > longest) throw new VendorReadException(VendorErrors.VendorRateLimited,
                $"The connection's rate budget is used up. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.");
            await Task.Delay(wait, time, cancellation);
        }
    }

    /// <summary>Learns from an answer.</summary>
    internal void Correct(VendorAnswer answer, TimeSpan? retryAfter)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (retryAfter is { } asked) Close(now, asked);
            if (Number(answer, remainingHeaders) is not { } remaining) return;
            foreach (var bucket in buckets) bucket.Tokens = Math.Min(bucket.Filled(now), remaining);
            if (remaining == 0 && Number(answer, resetHeaders) is { } reset) Close(now, UntilReset(reset, now));
        }
    }

    private void Close(DateTimeOffset now, TimeSpan asked)
    {
        var until = now + (asked < longestClosure ? asked : longestClosure);
        if (until > closedUntil) closedUntil = until;
    }

    // Some say in how many seconds, some at which second of the epoch.
    private static TimeSpan UntilReset(long reset, DateTimeOffset now)
    {
        const long Epoch = 1_000_000_000;
        var seconds = reset >= Epoch ? reset - now.ToUnixTimeSeconds() : reset;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, (long)longestClosure.TotalSeconds));
    }

    private static long? Number(VendorAnswer answer, string[] headers)
    {
        var header = headers.Select(answer.Header).FirstOrDefault(value => value is not null);
        return long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
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

        public RateLimit Limit => limit;

        public double Tokens { get; set; } = limit.Requests;

        public double Filled(DateTimeOffset now)
        {
            if (now > filledAt) Tokens = Math.Min(limit.Requests, Tokens + (now - filledAt) / limit.Per * limit.Requests);
            filledAt = now;
            return Tokens;
        }

        public RateReading Read(DateTimeOffset now, DateTimeOffset closedUntil)
        {
            var full = now + limit.Per / limit.Requests * (limit.Requests - Filled(now));
            return now < closedUntil
                ? new(limit, 0, closedUntil)
                : new(limit, (int)Math.Max(0, Tokens), full);
        }

        public TimeSpan UntilOne(DateTimeOffset now)
        {
            var missing = 1 - Filled(now);
            // Rounded up to a millisecond: timers know nothing finer, and a wait of zero would spin.
            return missing <= 0 ? TimeSpan.Zero : limit.Per / limit.Requests * missing + TimeSpan.FromMilliseconds(1);
        }
    }
}
