using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>Stores the rate budget of an instance that is the only user of its vendor accounts.</summary>
internal sealed class OwnAccount(RateRules rules, TimeProvider time) : IBudgetAccount
{
    private readonly Lock gate = new();
    private BudgetState state = rules.Full;

    public ValueTask<T> ChangeAsync<T>(BudgetChange<T> change, CancellationToken cancellation) => ValueTask.FromResult(Change(change, share: 1));

    public void Note(BudgetChange<bool> change) => Change(change, share: 1);

    public T Change<T>(BudgetChange<T> change, int share)
    {
        lock (gate)
        {
            (state, var result) = change(state, time.GetUtcNow(), share);
            return result;
        }
    }
}
