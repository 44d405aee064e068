using System.Globalization;
using System.Security.Claims;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>The caller of a request and what it may do.</summary>
/// <param name="Name">The key's name, or the token's name claim; shown in messages and logs.</param>
/// <param name="Role">No defined role where a token assigns none; such a caller may do nothing.</param>
public sealed record CallerAccess(string Name, AccessRole Role)
{
    public CallerKind Kind { get; init; } = CallerKind.Key;

    /// <summary>The key's id or the token's subject; null for a local caller. With <see cref="Kind"/> it identifies the caller.</summary>
    public string? Id { get; init; }

    /// <summary>Database ids of the vendor accounts that the caller may see and change; null where it is not restricted.</summary>
    public IReadOnlySet<long>? VendorAccounts { get; init; }

    /// <summary>The same as what queries and changes are restricted by.</summary>
    public AccountScope Scope => AccountScope.Create(VendorAccounts);

    /// <summary>The protocols that the caller may use; null where it is not restricted.</summary>
    public IReadOnlySet<ApiProtocol>? Protocols { get; init; }

    /// <summary>The credential that was presented; null where none was needed.</summary>
    internal Credential? Credential { get; init; }

    /// <summary>When the token expires; null for other callers.</summary>
    internal DateTimeOffset? Expires { get; init; }

    /// <summary>The caller as the operation log records it.</summary>
    public OperationCaller Recorded => new(Kind, Id, Name);

    private string Holder => Kind switch
    {
        CallerKind.Key => $"The key '{Name}'",
        CallerKind.Token => $"The token of '{Name}'",
        _ => "The local caller",
    };

    /// <summary>The caller that presents an API key.</summary>
    internal static CallerAccess FromKey(ApiKey key, Credential credential) => new(key.Name, key.Role)
    {
        Kind = CallerKind.Key,
        Id = key.Id.ToString(CultureInfo.InvariantCulture),
        VendorAccounts = key.VendorAccounts,
        Protocols = key.Protocols,
        Credential = credential,
    };

    /// <summary>The caller of this request, as established by <see cref="Access.UseAccess"/>.</summary>
    public static CallerAccess Of(HttpContext context) =>
        context.Features.Get<CallerAccess>() ?? throw new InvalidOperationException("The endpoint is anonymous: it has no caller.");

    /// <summary>Makes an authenticated principal the caller of the request.</summary>
    /// <returns>Null where the principal is not authenticated.</returns>
    internal static CallerAccess? Establish(HttpContext context, ClaimsPrincipal principal)
    {
        context.User = principal;
        var caller = (principal.Identity as CallerIdentity)?.Caller;
        context.Features.Set(caller);
        return caller;
    }

    public bool May(Permission permission) => Role >= permission.Role();

    /// <exception cref="ApiException">The caller may not do this.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission)) throw new ApiException(Refusal(permission.ToString(), [permission.Role().ToString()]));
    }

    /// <exception cref="ApiException">The caller is restricted to protocols that the path does not belong to.</exception>
    internal void DemandProtocol(PathString path)
    {
        if (Protocols is null || (ApiProtocols.Of(path) is { } protocol && Protocols.Contains(protocol))) return;
        throw new ApiException(
            ErrorCodes.Forbidden, $"{Holder} may only use {string.Join(" and ", Protocols.Order())}, not {path}. Use a key without this restriction.");
    }

    /// <summary>The error for a caller whose role is not among those that are needed.</summary>
    /// <param name="what">What the caller wanted to do.</param>
    /// <param name="roles">The roles that may do it, the least one first.</param>
    internal ApiError Refusal(string what, IEnumerable<string> roles) => new(ErrorCodes.Forbidden, Enum.IsDefined(Role)
        ? $"{Holder} has the role {Role}, and {what} needs {roles.First()}. Use a {(Kind == CallerKind.Token ? "token" : "key")} of that role."
        : $"{Holder} assigns no role of this service. Have the token's issuer assign reader, operator or admin in the claim that Access:Jwt:RoleClaim names.");

    /// <summary>Whether another identification of the same caller gives it the same rights.</summary>
    internal bool MayTheSameAs(CallerAccess other) =>
        Role == other.Role && AreSame(VendorAccounts, other.VendorAccounts) && AreSame(Protocols, other.Protocols);

    private static bool AreSame<T>(IReadOnlySet<T>? left, IReadOnlySet<T>? right) =>
        left is null || right is null ? left is null && right is null : left.SetEquals(right);
}
