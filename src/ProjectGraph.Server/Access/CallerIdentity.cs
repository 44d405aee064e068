using System.Security.Claims;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>
/// The identity of an authenticated caller. Authorization policies read its claims. It does not copy the claims of a token, so
/// none of them can be mistaken for a role.
/// </summary>
internal sealed class CallerIdentity(CallerAccess caller, string scheme)
    : ClaimsIdentity(CreateClaims(caller), scheme, NameClaim, RoleClaim)
{
    private const string NameClaim = "name";
    private const string RoleClaim = "role";
    private const string IdClaim = "sub";

    public CallerAccess Caller => caller;

    public ClaimsPrincipal ToPrincipal() => new(this);

    private static IEnumerable<Claim> CreateClaims(CallerAccess caller)
    {
        yield return new(NameClaim, caller.Name);
        if (caller.Id is { } id)
            yield return new(IdClaim, id);
        if (Enum.IsDefined(caller.Role))
            yield return new(RoleClaim, caller.Role.ToString());
    }
}
