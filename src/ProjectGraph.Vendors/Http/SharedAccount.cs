using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// The account that all instances draw on. While it can't be reached, each goes on from what it saw last and takes for every
/// call of its own one for each of the others: what one instance sends may be little then, but all together keep to the limit.
/// </summary>
internal sealed class SharedAccount(long connectionId, SharedBudgets budgets, RateRules rules, TimeProvider time) : IBudgetAccount
{
    private readonly OwnAccount seen = new(rules, time);

    public async ValueTask<T> ChangeAsync<T>(BudgetChange<T> change, CancellationToken cancellation)
    {
        try
        {
            return await budgets.ChangeAsync(connectionId, Seeing(change), cancellation);
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            return seen.Change(change, budgets.Instances);
        }
    }

    public void Note(BudgetChange<bool> change) => seen.Note(change);

    // What was noted, and what was sent while the account could not be reached is entered by the next change that gets through.
    private Func<BudgetState?, DateTimeOffset, (BudgetState State, T Answer)> Seeing<T>(BudgetChange<T> change) => (known, now) =>
    {
        var joint = seen.Change((state, _, _) => (state, rules.Join(known, state, now)), share: 1);
        var (changed, answer) = change(joint, now, share: 1);
        seen.Change((state, _, _) => (rules.Join(changed, state, now), true), share: 1);
        return (changed, answer);
    };
}
