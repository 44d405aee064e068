using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>Stores the rate budget of an instance that is the only user of its vendor accounts.</summary>
internal sealed class LocalRateBudgetStore(RateRules rules, TimeProvider time) : IRateBudgetStore
{
    private readonly Lock _gate = new();
    private BudgetState _state = rules.Full;

    public ValueTask<T> ChangeAsync<T>(BudgetChange<T> change, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Change(change, share: 1));

    public void RecordLater(BudgetChange<bool> change) => Change(change, share: 1);

    public T Change<T>(BudgetChange<T> change, int share)
    {
        lock (_gate)
        {
            (_state, var result) = change(_state, time.GetUtcNow(), share);
            return result;
        }
    }
}
