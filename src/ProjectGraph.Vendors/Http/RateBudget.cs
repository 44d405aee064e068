using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>A documented limit: so many requests in so much time.</summary>
public sealed record RateLimit(int Requests, TimeSpan Per);

/// <summary>What is left of a limit.</summary>
/// <param name="ResetsAt">When all of it is there again, if no call goes out until then.</param>
public sealed record RateReading(RateLimit Limit, int Remaining, DateTimeOffset ResetsAt);

/// <summary>
/// One connection's share of what its vendor documents, drained by our calls, whichever instance makes them, and corrected by
/// what the vendor's answers say.
/// </summary>
public sealed class RateBudget
{
    private readonly RateRules rules;
    private readonly IBudgetAccount account;
    private readonly TimeProvider time;
    private volatile BudgetState last;

    internal RateBudget(RateRules rules, IBudgetAccount account, TimeProvider time) =>
        (this.rules, this.account, this.time, last) = (rules, account, time, rules.Full);

    public IReadOnlyList<RateLimit> Limits => rules.Limits;

    /// <summary>Calls that may go out now, as far as this instance knows; null where the vendor documents no limit.</summary>
    public int? Remaining => rules.Remaining(last, time.GetUtcNow());

    internal static RateBudget Of(long connectionId, IReadOnlyList<RateLimit> limits, SharedBudgets budgets, TimeProvider time)
    {
        var rules = new RateRules(limits);
        return new(rules, budgets.IsShared ? new SharedAccount(connectionId, budgets, rules, time) : new OwnAccount(rules, time), time);
    }

    /// <summary>Of the limits the one that fills again slowest, as far as this instance knows; null where the vendor documents none.</summary>
    public RateReading? Read() => rules.Read(last, time.GetUtcNow());

    /// <summary>Returns when a call may go out.</summary>
    public Task TakeAsync(CancellationToken cancellation) => TakeAsync(TimeSpan.MaxValue, cancellation);

    /// <param name="longest">Who would have to wait longer is told so at once.</param>
    /// <exception cref="VendorReadException">The wait would be longer.</exception>
    public async Task TakeAsync(TimeSpan longest, CancellationToken cancellation)
    {
        while (await account.ChangeAsync(Take, cancellation) is { Ticks: > 0 } wait)
        {
            if (wait > longest) throw new VendorReadException(VendorErrors.VendorRateLimited,
                $"The connection's rate budget is used up. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.");
            await Task.Delay(wait, time, cancellation);
        }
    }

    /// <summary>Learns from an answer.</summary>
    internal async ValueTask CorrectAsync(VendorAnswer answer, TimeSpan? retryAfter)
    {
        var (known, now) = (last, time.GetUtcNow());
        var corrected = rules.Correct(known, now, answer, retryAfter);
        if (corrected == known) return;
        // The others have to know at once only where there is not much left.
        if (rules.IsScarce(corrected, now)) await account.ChangeAsync(Correct, CancellationToken.None);
        else account.Note(Correct);

        (BudgetState State, bool Answer) Correct(BudgetState state, DateTimeOffset at, int share) => (last = rules.Correct(state, at, answer, retryAfter), true);
    }

    /// <returns>Zero when the call was taken, else how long to wait before asking again.</returns>
    private (BudgetState State, TimeSpan Answer) Take(BudgetState state, DateTimeOffset now, int share)
    {
        var wait = rules.Wait(state, now, share);
        last = wait > TimeSpan.Zero ? state : rules.Take(state, now, share);
        return (last, wait);
    }
}
