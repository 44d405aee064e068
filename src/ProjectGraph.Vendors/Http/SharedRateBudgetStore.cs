using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Stores the rate budget that all instances share. While the store can't be reached, each instance continues from the last
/// known state and counts each of its calls once per instance. It sends fewer calls then, but together they stay in the limit.
/// </summary>
internal sealed class SharedRateBudgetStore(long vendorAccountId, SharedBudgets budgets, RateRules rules, TimeProvider time)
    : IRateBudgetStore
{
    private readonly LocalRateBudgetStore _local = new(rules, time);

    public async ValueTask<T> ChangeAsync<T>(BudgetChange<T> change, CancellationToken cancellationToken)
    {
        try
        {
            return await budgets.ChangeAsync(vendorAccountId, WithLocalState(change), cancellationToken);
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            return _local.Change(change, budgets.Instances);
        }
    }

    public void RecordLater(BudgetChange<bool> change) => _local.RecordLater(change);

    // The next change that reaches the store also enters recorded changes and the calls made while it was unreachable.
    private Func<BudgetState?, DateTimeOffset, (BudgetState State, T Result)> WithLocalState<T>(BudgetChange<T> change) =>
        (known, now) =>
        {
            var joint = _local.Change((state, _, _) => (state, rules.Combine(known, state, now)), share: 1);
            var (changed, result) = change(joint, now, share: 1);
            _local.Change((state, _, _) => (rules.Combine(changed, state, now), true), share: 1);
            return (changed, result);
        };
}
