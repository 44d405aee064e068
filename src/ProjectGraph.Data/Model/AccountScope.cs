namespace ProjectGraph.Data.Model;

/// <summary>The vendor accounts whose rows a caller may read and change. Every query and operation runs within one scope.</summary>
public sealed class AccountScope
{
    private readonly long[]? _accounts;

    private AccountScope(long[]? accounts) => _accounts = accounts;

    /// <summary>All rows: for callers that are not restricted, and for the service's own work.</summary>
    public static AccountScope Unrestricted { get; } = new(null);

    public bool IsRestricted => _accounts is not null;

    /// <summary>Whether the scope includes rows without an account, such as an operation refused before its account was known.</summary>
    public bool IncludesUnassigned { get; private init; }

    /// <summary>Database ids in ascending order; empty where the scope is unrestricted.</summary>
    internal ReadOnlySpan<long> Accounts => _accounts;

    /// <param name="accounts">Database ids of vendor accounts. Null means unrestricted; an empty list includes no rows.</param>
    public static AccountScope Create(IReadOnlyCollection<long>? accounts) => accounts is null ? Unrestricted : new([.. accounts.Order()]);

    /// <summary>The same scope including rows without an account. Use it only for a row that the caller has just created.</summary>
    public AccountScope WithUnassigned() => _accounts is null ? this : new(_accounts) { IncludesUnassigned = true };

    /// <summary>Whether the rows of an account are within the scope.</summary>
    /// <param name="account">Null for a row without an account.</param>
    public bool Includes(long? account) =>
        _accounts is null || (account is { } id ? Array.BinarySearch(_accounts, id) >= 0 : IncludesUnassigned);
}
