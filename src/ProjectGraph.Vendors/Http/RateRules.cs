using System.Globalization;
using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Token buckets, a bucket per limit, as pure functions. A bucket is told by the time at which it will be full again: with each
/// call that moves on by what one call's share of the limit takes to come back, and calls go out while it is no further away
/// than the whole limit takes.
/// </summary>
internal sealed class RateRules(IReadOnlyList<RateLimit> limits)
{
    private static readonly string[] remainingHeaders = ["X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining"];
    private static readonly string[] resetHeaders = ["X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset"];

    /// <summary>The longest that a vendor can close a connection for: an answer gone wrong must not end it for good.</summary>
    private static readonly TimeSpan longestClosure = TimeSpan.FromHours(1);

    // Rounded up to a millisecond: timers know nothing finer, and a wait of zero would spin.
    private static readonly TimeSpan finest = TimeSpan.FromMilliseconds(1);

    private static readonly DateTimeOffset always = new(0, TimeSpan.Zero);

    public IReadOnlyList<RateLimit> Limits => limits;

    /// <summary>Everything is there.</summary>
    public BudgetState Full { get; } = new(always, [.. limits.Select(_ => always)]);

    /// <summary>What is used up by either account, within what can be.</summary>
    public BudgetState Join(BudgetState? one, BudgetState other, DateTimeOffset now) => new(
        Earlier(Later(one?.ClosedUntil ?? always, other.ClosedUntil), now + longestClosure),
        // The vendor may have other limits by now than when the account was written.
        [.. limits.Select((limit, i) => Earlier(Later(one is not null && i < one.FullAt.Count ? one.FullAt[i] : always, other.FullAt[i]), now + limit.Per))]);

    /// <summary>How long until a call may go out; zero for now.</summary>
    public TimeSpan Wait(BudgetState state, DateTimeOffset now, int share)
    {
        if (now < state.ClosedUntil) return state.ClosedUntil - now;
        var wait = limits.Select((limit, i) => Later(state.FullAt[i], now) + Cost(limit, share) - now - limit.Per).DefaultIfEmpty().Max();
        return wait > TimeSpan.Zero ? wait + finest : TimeSpan.Zero;
    }

    /// <param name="share">How many callers take one at the same time, as far as is known.</param>
    public BudgetState Take(BudgetState state, DateTimeOffset now, int share) =>
        state with { FullAt = [.. limits.Select((limit, i) => Later(state.FullAt[i], now) + Cost(limit, share))] };

    /// <summary>Learns from an answer.</summary>
    public BudgetState Correct(BudgetState state, DateTimeOffset now, VendorAnswer answer, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked) state = Close(state, now, asked);
        if (Number(answer, remainingHeaders) is not { } remaining) return state;
        state = state with { FullAt = [.. limits.Select((limit, i) => Later(state.FullAt[i], now + Cost(limit, limit.Requests - remaining)))] };
        return remaining == 0 && Number(answer, resetHeaders) is { } reset ? Close(state, now, UntilReset(reset, now)) : state;
    }

    /// <summary>Calls that may go out now; null where the vendor documents no limit.</summary>
    public int? Remaining(BudgetState state, DateTimeOffset now)
    {
        if (now < state.ClosedUntil) return 0;
        return limits.Count == 0 ? null : limits.Select((limit, i) => Left(limit, state.FullAt[i], now)).Min();
    }

    /// <summary>Whether of some limit less than a tenth is left.</summary>
    public bool IsScarce(BudgetState state, DateTimeOffset now) =>
        now < state.ClosedUntil || limits.Where((limit, i) => Left(limit, state.FullAt[i], now) * 10 < limit.Requests).Any();

    /// <summary>Of the limits the one that fills again slowest; null where the vendor documents none.</summary>
    public RateReading? Read(BudgetState state, DateTimeOffset now)
    {
        if (limits.Count == 0) return null;
        var (limit, fullAt) = limits.Zip(state.FullAt).MaxBy(each => each.First.Per / each.First.Requests);
        return now < state.ClosedUntil
            ? new(limit, 0, state.ClosedUntil)
            : new(limit, Left(limit, fullAt, now), Later(fullAt, now));
    }

    // Rounded down, so that all the calls of a limit fit into its time.
    private static TimeSpan Cost(RateLimit limit, long calls) => TimeSpan.FromTicks(limit.Per.Ticks / limit.Requests * Math.Clamp(calls, 0, limit.Requests));

    private static int Left(RateLimit limit, DateTimeOffset fullAt, DateTimeOffset now) =>
        (int)Math.Clamp((limit.Per - (Later(fullAt, now) - now)) / Cost(limit, 1), 0, limit.Requests);

    private static BudgetState Close(BudgetState state, DateTimeOffset now, TimeSpan asked) =>
        state with { ClosedUntil = Later(state.ClosedUntil, now + (asked < longestClosure ? asked : longestClosure)) };

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

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
