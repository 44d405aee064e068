using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server;

/// <summary>Creates the caller of a valid token from its claims.</summary>
internal sealed class TokenCallerFactory(JwtSettings settings, VendorAccountNameCache accounts)
{
    /// <returns>Null if the token has no subject.</returns>
    public async Task<CallerAccess?> CreateAsync(
        ClaimsPrincipal token,
        SecurityToken validated,
        Credential credential,
        CancellationToken cancellationToken
    )
    {
        if (token.FindFirstValue("sub") is not { Length: > 0 } subject)
            return null;
        return new(token.FindFirstValue("name") ?? token.FindFirstValue("preferred_username") ?? subject, GetRole(token))
        {
            Kind = CallerKind.Token,
            Id = subject,
            // A token without the claim gives access to no vendor account. An issuer's omission must not open all of them.
            VendorAccounts = settings.VendorAccountsClaim is { } claim
                ? await accounts.FindIdsAsync(GetValues(token, claim), cancellationToken)
                : null,
            Credential = credential,
            Expires = new(validated.ValidTo),
        };
    }

    // The highest role of the token. An undefined value if the token assigns none.
    private AccessRole GetRole(ClaimsPrincipal token) => GetValues(token, settings.RoleClaim).Select(ParseRole).DefaultIfEmpty().Max();

    // The handler has split an array into one claim for each member.
    private static IEnumerable<string> GetValues(ClaimsPrincipal token, string claim) => token.FindAll(claim).Select(each => each.Value);

    private static AccessRole ParseRole(string name) =>
        Array.Find(Enum.GetValues<AccessRole>(), role => role.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));
}
