using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Vendors.Http;

/// <summary>Where it stands how much of a connection's rate budget is used up.</summary>
internal interface IBudgetAccount
{
    /// <summary>Changes the account, alone.</summary>
    ValueTask<T> ChangeAsync<T>(BudgetChange<T> change, CancellationToken cancellation);

    /// <summary>The same for a change that the others may hear of with the next one.</summary>
    void Note(BudgetChange<bool> change);
}

/// <summary>A change of an account, which may be made out more than once until it stands.</summary>
/// <param name="share">How many instances have to be reckoned with that draw on it unseen, this one included.</param>
internal delegate (BudgetState State, T Answer) BudgetChange<T>(BudgetState state, DateTimeOffset now, int share);
