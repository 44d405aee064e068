using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>Stores how much of a vendor account's rate budget is used.</summary>
internal interface IRateBudgetStore
{
    /// <summary>Changes the state while no one else changes it.</summary>
    ValueTask<T> ChangeAsync<T>(BudgetChange<T> change, CancellationToken cancellationToken);

    /// <summary>Records a change that other instances may receive together with the next one.</summary>
    void RecordLater(BudgetChange<bool> change);
}

/// <summary>A change of the budget's state. It may be computed several times before it is stored.</summary>
/// <param name="share">The number of instances that may use the budget unseen, this one included.</param>
internal delegate (BudgetState State, T Result) BudgetChange<T>(BudgetState state, DateTimeOffset now, int share);
