using System.Globalization;
using System.Security.Claims;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>The caller of a request and its rights.</summary>
/// <param name="Name">The key's name or the token's name claim, for messages and logs.</param>
/// <param name="Role">An undefined value if a token assigns no role. Then the caller has no rights.</param>
public sealed record CallerAccess(string Name, AccessRole Role)
{
    public CallerKind Kind { get; init; } = CallerKind.Key;

    /// <summary>The key's id or the token's subject. Null for a local caller. With <see cref="Kind"/> it identifies the caller.</summary>
    public string? Id { get; init; }

    /// <summary>The database ids of the vendor accounts that the caller may see and change. Null without a restriction.</summary>
    public IReadOnlySet<long>? VendorAccounts { get; init; }

    /// <summary>The scope that restricts the caller's queries and changes.</summary>
    public AccountScope Scope => AccountScope.Create(VendorAccounts);

    /// <summary>The protocols that the caller may use. Null without a restriction.</summary>
    public IReadOnlySet<ApiProtocol>? Protocols { get; init; }

    /// <summary>The credential of the request. Null if the request needed none.</summary>
    internal Credential? Credential { get; init; }

    /// <summary>The expiry of the token. Null for other callers.</summary>
    internal DateTimeOffset? Expires { get; init; }

    /// <summary>The caller in the form that the operation log records.</summary>
    public OperationCaller OperationCaller => new(Kind, Id, Name);

    private string Description =>
        Kind switch
        {
            CallerKind.Key => $"The key '{Name}'",
            CallerKind.Token => $"The token of '{Name}'",
            _ => "The local caller",
        };

    /// <summary>Creates the caller of an API key.</summary>
    internal static CallerAccess FromKey(ApiKey key, Credential credential) =>
        new(key.Name, key.Role)
        {
            Kind = CallerKind.Key,
            Id = key.Id.ToString(CultureInfo.InvariantCulture),
            VendorAccounts = key.VendorAccounts,
            Protocols = key.Protocols,
            Credential = credential,
        };

    /// <summary>Returns the caller that <see cref="Access.UseAccess"/> found for this request.</summary>
    public static CallerAccess Get(HttpContext context) =>
        context.Features.Get<CallerAccess>() ?? throw new InvalidOperationException("The endpoint is anonymous and has no caller.");

    /// <summary>Sets the request's caller to an authenticated principal.</summary>
    /// <returns>Null if the principal is not authenticated.</returns>
    internal static CallerAccess? SetOn(HttpContext context, ClaimsPrincipal principal)
    {
        context.User = principal;
        var caller = (principal.Identity as CallerIdentity)?.Caller;
        context.Features.Set(caller);
        return caller;
    }

    public bool Has(Permission permission) => Role >= permission.GetMinimumRole();

    /// <exception cref="ApiException">The caller lacks the permission.</exception>
    public void Require(Permission permission)
    {
        if (!Has(permission))
            throw new ApiException(CreateForbiddenError(permission.ToString(), [permission.GetMinimumRole().ToString()]));
    }

    /// <exception cref="ApiException">The caller may not use the path's protocol.</exception>
    internal void RequireProtocol(PathString path)
    {
        if (Protocols is null || (ApiProtocols.FromPath(path) is { } protocol && Protocols.Contains(protocol)))
            return;
        throw new ApiException(
            ErrorCodes.Forbidden,
            $"{Description} may only use {string.Join(" and ", Protocols.Order())}, not {path}. Use a key without this restriction."
        );
    }

    /// <summary>Returns the error for a caller without a required role.</summary>
    /// <param name="what">The permission or path that the caller requested.</param>
    /// <param name="roles">The sufficient roles, the lowest first.</param>
    internal ApiError CreateForbiddenError(string what, IEnumerable<string> roles) =>
        new(
            ErrorCodes.Forbidden,
            Enum.IsDefined(Role)
                ? $"{Description} has the role {Role}, and {what} needs {roles.First()}. Use a {(Kind == CallerKind.Token ? "token" : "key")} of that role."
                : $"{Description} assigns no role of this service. Have the token's issuer assign reader, operator or admin in the claim that Access:Jwt:RoleClaim names."
        );

    /// <summary>Whether both identifications of a caller have the same rights.</summary>
    internal bool HasSameRightsAs(CallerAccess other) =>
        Role == other.Role && AreSame(VendorAccounts, other.VendorAccounts) && AreSame(Protocols, other.Protocols);

    private static bool AreSame<T>(IReadOnlySet<T>? left, IReadOnlySet<T>? right) =>
        left is null || right is null ? left is null && right is null : left.SetEquals(right);
}
