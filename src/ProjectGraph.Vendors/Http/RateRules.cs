using System.Globalization;
using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Token buckets as pure functions, one bucket per limit. The state of a bucket is the time at which it will be full again. Each
/// call moves this time by the period divided by the limit. A call is allowed while the time is at most one period away.
/// </summary>
internal sealed class RateRules(IReadOnlyList<RateLimit> limits)
{
    private static readonly string[] RemainingHeaders = ["X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining"];
    private static readonly string[] ResetHeaders = ["X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset"];

    /// <summary>The longest time for which a vendor can close an account. A faulty response must not close it for ever.</summary>
    private static readonly TimeSpan LongestClosure = TimeSpan.FromHours(1);

    // Waits are rounded up to a millisecond, the resolution of timers. A wait of zero would spin.
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(1);

    private static readonly DateTimeOffset DistantPast = new(0, TimeSpan.Zero);

    public IReadOnlyList<RateLimit> Limits => limits;

    /// <summary>The state in which the whole budget is available.</summary>
    public BudgetState Full { get; } = new(DistantPast, [.. limits.Select(_ => DistantPast)]);

    /// <summary>Combines two states: what either has used is used, up to the limits.</summary>
    public BudgetState Combine(BudgetState? one, BudgetState other, DateTimeOffset now) =>
        new(
            Earlier(Later(one?.ClosedUntil ?? DistantPast, other.ClosedUntil), now + LongestClosure),
            // The vendor's limits may have changed since the state was stored.
            [
                .. limits.Select(
                    (limit, i) =>
                        Earlier(
                            Later(one is not null && i < one.FullAt.Count ? one.FullAt[i] : DistantPast, other.FullAt[i]),
                            now + limit.Per
                        )
                ),
            ]
        );

    /// <summary>The time until a call can be made; zero for now.</summary>
    public TimeSpan Wait(BudgetState state, DateTimeOffset now, int share)
    {
        if (now < state.ClosedUntil)
            return state.ClosedUntil - now;
        var wait = limits.Select((limit, i) => Later(state.FullAt[i], now) + Cost(limit, share) - now - limit.Per).DefaultIfEmpty().Max();
        return wait > TimeSpan.Zero ? wait + TimerResolution : TimeSpan.Zero;
    }

    /// <param name="share">The number of instances that make a call at the same time, as far as is known.</param>
    public BudgetState Take(BudgetState state, DateTimeOffset now, int share) =>
        state with
        {
            FullAt = [.. limits.Select((limit, i) => Later(state.FullAt[i], now) + Cost(limit, share))],
        };

    /// <summary>Corrects the state by the headers of a response.</summary>
    public BudgetState Correct(BudgetState state, DateTimeOffset now, VendorResponse response, TimeSpan? retryAfter)
    {
        if (retryAfter is { } delay)
            state = Close(state, now, delay);
        if (ReadNumber(response, RemainingHeaders) is not { } remaining)
            return state;
        state = state with
        {
            FullAt = [.. limits.Select((limit, i) => Later(state.FullAt[i], now + Cost(limit, limit.Requests - remaining)))],
        };
        return remaining == 0 && ReadNumber(response, ResetHeaders) is { } reset ? Close(state, now, UntilReset(reset, now)) : state;
    }

    /// <summary>The calls that can be made now; null if the vendor documents no limit.</summary>
    public int? Remaining(BudgetState state, DateTimeOffset now)
    {
        if (now < state.ClosedUntil)
            return 0;
        return limits.Count == 0 ? null : limits.Select((limit, i) => CountRemaining(limit, state.FullAt[i], now)).Min();
    }

    /// <summary>Whether less than a tenth of some limit is left.</summary>
    public bool IsScarce(BudgetState state, DateTimeOffset now) =>
        now < state.ClosedUntil || limits.Where((limit, i) => CountRemaining(limit, state.FullAt[i], now) * 10 < limit.Requests).Any();

    /// <summary>The limit that recovers slowest; null if the vendor documents none.</summary>
    public RateReading? Read(BudgetState state, DateTimeOffset now)
    {
        if (limits.Count == 0)
            return null;
        var (limit, fullAt) = limits.Zip(state.FullAt).MaxBy(each => each.First.Per / each.First.Requests);
        return now < state.ClosedUntil
            ? new(limit, 0, state.ClosedUntil)
            : new(limit, CountRemaining(limit, fullAt, now), Later(fullAt, now));
    }

    // Rounded down, so that all the calls of a limit fit into its time.
    private static TimeSpan Cost(RateLimit limit, long calls) =>
        TimeSpan.FromTicks(limit.Per.Ticks / limit.Requests * Math.Clamp(calls, 0, limit.Requests));

    private static int CountRemaining(RateLimit limit, DateTimeOffset fullAt, DateTimeOffset now) =>
        (int)Math.Clamp((limit.Per - (Later(fullAt, now) - now)) / Cost(limit, 1), 0, limit.Requests);

    private static BudgetState Close(BudgetState state, DateTimeOffset now, TimeSpan delay) =>
        state with
        {
            ClosedUntil = Later(state.ClosedUntil, now + (delay < LongestClosure ? delay : LongestClosure)),
        };

    // Some vendors send the number of seconds until the reset, others the Unix time of the reset.
    private static TimeSpan UntilReset(long reset, DateTimeOffset now)
    {
        const long Epoch = 1_000_000_000;
        var seconds = reset >= Epoch ? reset - now.ToUnixTimeSeconds() : reset;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, (long)LongestClosure.TotalSeconds));
    }

    private static long? ReadNumber(VendorResponse response, string[] headers)
    {
        var header = headers.Select(response.Header).FirstOrDefault(value => value is not null);
        return long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
