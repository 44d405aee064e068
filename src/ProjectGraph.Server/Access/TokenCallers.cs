using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server;

/// <summary>Turns the claims of a valid token into its caller.</summary>
internal sealed class TokenCallers(JwtSettings settings, VendorAccountNames accounts)
{
    /// <summary>Null where the token has no subject.</summary>
    public async Task<CallerAccess?> FindAsync(ClaimsPrincipal token, SecurityToken validated, Credential credential, CancellationToken cancellation)
    {
        if (token.FindFirstValue("sub") is not { Length: > 0 } subject) return null;
        return new(token.FindFirstValue("name") ?? token.FindFirstValue("preferred_username") ?? subject, RoleOf(token))
        {
            Kind = CallerKind.Token,
            Id = subject,
            // A token without the claim is restricted to no account at all: what an issuer forgets must not open everything.
            VendorAccounts = settings.VendorAccountsClaim is { } claim ? await accounts.FindAsync(Values(token, claim), cancellation) : null,
            Credential = credential,
            Expires = new(validated.ValidTo),
        };
    }

    // The highest of several. No defined role where the token assigns none.
    private AccessRole RoleOf(ClaimsPrincipal token) => Values(token, settings.RoleClaim).Select(RoleNamed).DefaultIfEmpty().Max();

    // The handler has turned an array into a claim for each of its members.
    private static IEnumerable<string> Values(ClaimsPrincipal token, string claim) => token.FindAll(claim).Select(each => each.Value);

    private static AccessRole RoleNamed(string name) =>
        Array.Find(Enum.GetValues<AccessRole>(), role => role.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));
}
