using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>Authenticates a request by its API key.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeyStore keys
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // An empty credential is a probe for the challenge and does not count as an attempt.
        if (Credential.Get(Context) is not { IsEmpty: false } credential)
            return AuthenticateResult.NoResult();
        if (await keys.FindAsync(credential.Key, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("The key is unknown, revoked or expired.");
        return AuthenticateResult.Success(new(new CallerIdentity(CallerAccess.FromKey(key, credential), Scheme).ToPrincipal(), Scheme));
    }
}
