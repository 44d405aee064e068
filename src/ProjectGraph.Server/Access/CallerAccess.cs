using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>What a caller proved who it is with.</summary>
public enum CallerKind
{
    /// <summary>An API key.</summary>
    Key,

    /// <summary>A JWT bearer token of the configured issuer.</summary>
    Token,

    /// <summary>Nothing: in Development, a request from this machine needs no credential.</summary>
    Local,
}

/// <summary>A protocol that a key may be restricted to.</summary>
public enum ApiProtocol
{
    GraphQL,
    OData,
}

/// <summary>The caller of a request and what it may do.</summary>
/// <param name="Name">The key's name, or the token's name claim; shown in messages and logs.</param>
public sealed record CallerAccess(string Name, AccessRole Role)
{
    public CallerKind Kind { get; init; } = CallerKind.Key;

    /// <summary>The key's id or the token's subject; null for a local caller. With <see cref="Kind"/> it identifies the caller.</summary>
    public string? Id { get; init; }

    /// <summary>Database ids of the vendor accounts that the caller may see and change; null where it is not restricted.</summary>
    public IReadOnlySet<long>? VendorAccounts { get; init; }

    /// <summary>The protocols that the caller may use; null where it is not restricted.</summary>
    public IReadOnlySet<ApiProtocol>? Protocols { get; init; }

    /// <summary>The credential that was presented; null where none was needed.</summary>
    internal Credential? Credential { get; init; }

    /// <summary>The caller of this request, as established by <see cref="Access.UseAccess"/>.</summary>
    public static CallerAccess Of(HttpContext context) =>
        context.Features.Get<CallerAccess>() ?? throw new InvalidOperationException("The endpoint is anonymous: it has no caller.");

    public bool May(Permission permission) => Role >= permission.Role();

    /// <exception cref="ApiException">The caller may not do this.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission))
        {
            throw new ApiException(
                ErrorCodes.Forbidden,
                $"The key '{Name}' has the role {Role}, and {permission} needs {permission.Role()}. Use a key of that role.");
        }
    }
}
