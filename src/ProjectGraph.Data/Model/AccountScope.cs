namespace ProjectGraph.Data.Model;

/// <summary>The vendor accounts whose rows a caller may read and change. Every query and every operation is run within one.</summary>
public sealed class AccountScope
{
    private readonly long[]? accounts;

    private AccountScope(long[]? accounts) => this.accounts = accounts;

    /// <summary>All rows: for callers that are not restricted, and for the service's own work.</summary>
    public static AccountScope Unrestricted { get; } = new(null);

    public bool IsRestricted => accounts is not null;

    /// <summary>Whether rows that belong to no account are included, such as an operation that was refused before its account was known.</summary>
    public bool IncludesUnassigned { get; private init; }

    /// <summary>Database ids in ascending order; none where the scope is unrestricted.</summary>
    internal ReadOnlySpan<long> Accounts => accounts;

    /// <param name="accounts">Database ids of vendor accounts; null is unrestricted, none is nothing at all.</param>
    public static AccountScope From(IReadOnlyCollection<long>? accounts) => accounts is null ? Unrestricted : new([.. accounts.Order()]);

    /// <summary>The same scope with the rows that belong to no account: only for a row that the caller has just made.</summary>
    public AccountScope WithUnassigned() => accounts is null ? this : new(accounts) { IncludesUnassigned = true };

    /// <summary>Whether the rows of an account are within the scope.</summary>
    /// <param name="account">Null for a row that belongs to none.</param>
    public bool Includes(long? account) => accounts is null || (account is { } id ? Array.BinarySearch(accounts, id) >= 0 : IncludesUnassigned);
}
