using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>How the rows of a scope are told apart in SQL. The accounts themselves are parameters, so that callers share statements.</summary>
internal readonly record struct AccountFilter(AccountMatch Match, bool WithUnassigned = false)
{
    public static readonly AccountFilter None = new(AccountMatch.Any);

    public static AccountFilter From(AccountScope scope) => scope.IsRestricted
        ? new(scope.Accounts.Length == 1 ? AccountMatch.One : AccountMatch.Listed, scope.IncludesUnassigned)
        : None;
}

internal enum AccountMatch
{
    /// <summary>Rows of all accounts: there is no condition.</summary>
    Any,

    /// <summary>Rows of one account, which an index finds in the order of its further columns.</summary>
    One,

    /// <summary>Rows of the accounts in a list, which may be empty.</summary>
    Listed,
}
