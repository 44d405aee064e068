using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>The SQL shape of a scope's condition. The accounts themselves are parameters, so callers share statements.</summary>
internal readonly record struct AccountFilter(AccountMatch Match, bool WithUnassigned = false)
{
    public static readonly AccountFilter None = new(AccountMatch.Any);

    public static AccountFilter Create(AccountScope scope) =>
        scope.IsRestricted ? new(scope.Accounts.Length == 1 ? AccountMatch.One : AccountMatch.Listed, scope.IncludesUnassigned) : None;
}

internal enum AccountMatch
{
    /// <summary>Rows of all accounts; no condition.</summary>
    Any,

    /// <summary>Rows of one account, which an index returns in the order of its remaining columns.</summary>
    One,

    /// <summary>Rows of the accounts in a list, which may be empty.</summary>
    Listed,
}
