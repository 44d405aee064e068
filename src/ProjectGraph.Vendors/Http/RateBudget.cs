using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>A documented limit: the number of requests per period.</summary>
public sealed record RateLimit(int Requests, TimeSpan Per);

/// <summary>The unused part of a limit.</summary>
/// <param name="ResetsAt">When the whole limit is available again, if no call is made until then.</param>
public sealed record RateReading(RateLimit Limit, int Remaining, DateTimeOffset ResetsAt);

/// <summary>
/// The rate budget of one vendor account, starting from the vendor's documented limits. The calls of all instances use it, and the
/// vendor's response headers correct it.
/// </summary>
public sealed class RateBudget
{
    private readonly RateRules _rules;
    private readonly IRateBudgetStore _store;
    private readonly TimeProvider _time;
    private volatile BudgetState _last;

    internal RateBudget(RateRules rules, IRateBudgetStore account, TimeProvider time) =>
        (_rules, _store, _time, _last) = (rules, account, time, rules.Full);

    public IReadOnlyList<RateLimit> Limits => _rules.Limits;

    /// <summary>The calls that can be made now, as far as this instance knows; null if the vendor documents no limit.</summary>
    public int? Remaining => _rules.Remaining(_last, _time.GetUtcNow());

    internal static RateBudget Create(long vendorAccountId, IReadOnlyList<RateLimit> limits, SharedBudgets budgets, TimeProvider time)
    {
        var rules = new RateRules(limits);
        return new(
            rules,
            budgets.IsShared ? new SharedRateBudgetStore(vendorAccountId, budgets, rules, time) : new LocalRateBudgetStore(rules, time),
            time
        );
    }

    /// <summary>The limit that recovers slowest, as far as this instance knows; null if the vendor documents none.</summary>
    public RateReading? Read() => _rules.Read(_last, _time.GetUtcNow());

    /// <summary>Waits until a call can be made, and takes it from the budget.</summary>
    public Task TakeAsync(CancellationToken cancellationToken) => TakeAsync(TimeSpan.MaxValue, cancellationToken);

    /// <param name="longest">The longest wait. If the call had to wait longer, the method fails at once.</param>
    /// <exception cref="VendorReadException">The wait would be longer.</exception>
    public async Task TakeAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        while (await _store.ChangeAsync(Take, cancellationToken) is { Ticks: > 0 } wait)
        {
            if (wait > longest)
                throw new VendorReadException(
                    VendorErrors.VendorRateLimited,
                    $"The rate budget of the vendor account is used up. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds."
                );
            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    /// <summary>Corrects the budget by the headers of a response.</summary>
    internal async ValueTask CorrectAsync(VendorResponse response, TimeSpan? retryAfter)
    {
        var (known, now) = (_last, _time.GetUtcNow());
        var corrected = _rules.Correct(known, now, response, retryAfter);
        if (corrected == known)
            return;
        // The other instances need the correction at once only when the budget is scarce.
        if (_rules.IsScarce(corrected, now))
            await _store.ChangeAsync(Correct, CancellationToken.None);
        else
            _store.RecordLater(Correct);

        (BudgetState State, bool Result) Correct(BudgetState state, DateTimeOffset at, int share) =>
            (_last = _rules.Correct(state, at, response, retryAfter), true);
    }

    /// <returns>Zero if the call was taken, otherwise the time to wait before the next attempt.</returns>
    private (BudgetState State, TimeSpan Result) Take(BudgetState state, DateTimeOffset now, int share)
    {
        var wait = _rules.Wait(state, now, share);
        _last = wait > TimeSpan.Zero ? state : _rules.Take(state, now, share);
        return (_last, wait);
    }
}
