using ProjectGraph.Data.Access;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>
/// Lists, creates and revokes API keys for callers of the service. A restricted caller can only manage keys with the same or
/// stronger restrictions. It never gains a right by a key that it creates.
/// </summary>
internal sealed partial class ApiKeyAdministration(ApiKeyStore keys, VendorAccountStore accounts, ILogger<ApiKeyAdministration> logger)
{
    /// <exception cref="ApiException">The caller may not manage keys.</exception>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CallerAccess caller, CancellationToken cancellationToken)
    {
        caller.Require(Permission.ManageKeys);
        return [.. (await keys.ListAsync(cancellationToken)).Where(key => Covers(caller, key.VendorAccounts, key.Protocols))];
    }

    /// <exception cref="ApiException">The caller may not manage keys.</exception>
    public async Task<ApiKeyResult> CreateAsync(CallerAccess caller, ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        caller.Require(Permission.ManageKeys);
        if (FindExcessRight(caller, draft) is { } excess)
            return new(null, null, [excess]);
        if (await FindUnknownAccountAsync(draft, cancellationToken) is { } unknown)
            return new(null, null, [unknown]);
        try
        {
            var (secret, key) = await keys.CreateAsync(draft, cancellationToken);
            LogCreated(key.Name, key.Id, key.Role, caller.Kind, caller.Name, caller.Id);
            return new(secret, key, []);
        }
        catch (ApiKeyException refused)
        {
            return new(null, null, [new(VendorErrors.InvalidInput, refused.Message, refused.Field)]);
        }
    }

    /// <summary>Revokes a key. A key that is already revoked does not change.</summary>
    /// <exception cref="ApiException">The caller may not manage keys.</exception>
    public async Task<ApiKeyResult> RevokeAsync(CallerAccess caller, long id, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, id, cancellationToken) is not { } key)
            return new(null, null, [new(VendorErrors.NotFound, "The API key was not found. Query apiKeys for the existing keys.", "id")]);
        if (!await keys.RevokeAsync(id, cancellationToken))
            return new(null, key, []);
        LogRevoked(key.Name, key.Id, caller.Kind, caller.Name, caller.Id);
        return new(null, await FindAsync(caller, id, cancellationToken), []);
    }

    private async Task<ApiKey?> FindAsync(CallerAccess caller, long id, CancellationToken cancellationToken) =>
        (await ListAsync(caller, cancellationToken)).FirstOrDefault(key => key.Id == id);

    private static OperationError? FindExcessRight(CallerAccess caller, ApiKeyDraft draft) =>
        (Covers(caller.VendorAccounts, draft.VendorAccounts), Covers(caller.Protocols, draft.Protocols)) switch
        {
            (false, _) => new(
                ErrorCodes.Forbidden.Id,
                "Your key is restricted to some vendor accounts. Restrict the new key to some of them.",
                "vendorAccountIds"
            ),
            (_, false) => new(
                ErrorCodes.Forbidden.Id,
                $"Your key is restricted to {string.Join(" and ", caller.Protocols!.Order())}. Restrict the new key to the same.",
                "protocols"
            ),
            _ => null,
        };

    private async Task<OperationError?> FindUnknownAccountAsync(ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        if (draft.VendorAccounts is not { } wanted)
            return null;
        var known = await accounts.NamesAsync(cancellationToken);
        return wanted.All(known.ContainsKey)
            ? null
            : new(
                VendorErrors.NotFound,
                "A vendor account of these ids was not found. Query vendorAccounts for the existing vendor accounts.",
                "vendorAccountIds"
            );
    }

    private static bool Covers(CallerAccess caller, IReadOnlySet<long>? accounts, IReadOnlySet<ApiProtocol>? protocols) =>
        Covers(caller.VendorAccounts, accounts) && Covers(caller.Protocols, protocols);

    // Null means no restriction.
    private static bool Covers<T>(IReadOnlySet<T>? own, IReadOnlySet<T>? other) =>
        own is null || (other is not null && other.IsSubsetOf(own));

    [LoggerMessage(LogLevel.Information, "API key {Name} (id {KeyId}, {Role}) created by {CallerKind} {CallerName} (id {CallerId})")]
    private partial void LogCreated(
        string name,
        long keyId,
        AccessRole role,
        Data.Model.CallerKind callerKind,
        string callerName,
        string? callerId
    );

    [LoggerMessage(LogLevel.Information, "API key {Name} (id {KeyId}) revoked by {CallerKind} {CallerName} (id {CallerId})")]
    private partial void LogRevoked(string name, long keyId, Data.Model.CallerKind callerKind, string callerName, string? callerId);
}

/// <summary>The result of creating or revoking an API key.</summary>
/// <param name="Secret">The new key in clear text, which is never shown again. Null if no key was created.</param>
/// <param name="Key">The key's current state. Null if there are errors.</param>
internal sealed record ApiKeyResult(string? Secret, ApiKey? Key, IReadOnlyList<OperationError> Errors)
{
    // Keeps the secret out of logs.
    public override string ToString() => $"{Key}";
}
