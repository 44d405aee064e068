using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>Identifies callers outside a request's own authentication, and checks long after whether they may still call.</summary>
internal sealed class CallerIdentification(ApiKeyStore keys, FailureLimiter limiter, AccessSettings settings, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>Makes the caller that a credential proves the caller of the request: a WebSocket presents it in its first message.</summary>
    /// <exception cref="ApiException">The credential is not valid, or its caller may not use this path.</exception>
    public async Task<CallerAccess> IdentifyAsync(HttpContext context, Credential credential)
    {
        // The request keeps the results of its own handlers, so that the credential is authenticated in a context of its own.
        await using var scope = scopes.CreateAsyncScope();
        var inner = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = context.RequestAborted };
        inner.Features.Set(credential);
        var result = await inner.AuthenticateAsync();
        context.Features.Set(credential);
        if (!result.Succeeded || CallerAccess.Establish(context, result.Principal) is not { } caller) throw new ApiException(Refuse(context, result.Failure));
        caller.DemandProtocol(context.Request.Path);
        return caller;
    }

    /// <summary>The error for a caller that is not known. It counts a failing attempt, so that it is called once for each.</summary>
    /// <param name="failure">Why the presented credential failed; null where none was presented.</param>
    public ApiError Refuse(HttpContext context, Exception? failure)
    {
        if (failure is ApiException { Error: var error }) return error;
        if (failure is null) return Unknown();
        // An expired token was valid, so that its client has to hear of that and not of the failures of others.
        if (failure is not SecurityTokenExpiredException && limiter.Failed(context.Connection.RemoteIpAddress) is { } wait)
        {
            return new(ErrorCodes.RateLimited, "Too many invalid credentials came from this address. Wait as long as Retry-After states, or send a valid one.")
            {
                RetryAfter = wait,
            };
        }
        return Credential.Of(context) is { IsToken: true } && settings.Jwt is not null
            ? new(ErrorCodes.Unauthorized, $"The token is not valid: {TokenAuthentication.Reason(failure)}. Get a new one from the issuer, and send it as Authorization: Bearer.")
            : Unknown();
    }

    /// <summary>Whether what let the caller in would still do so: long after, a key may be revoked or restricted, a token expired.</summary>
    public async ValueTask<bool> IsStillWelcomeAsync(CallerAccess caller, CancellationToken cancellation)
    {
        if (caller.Expires is { } expires) return !TokenAuthentication.HasExpired(expires, time);
        return caller.Credential is not { } credential
            || (await keys.FindAsync(credential.Key, cancellation) is { } key && CallerAccess.FromKey(key, credential).MayTheSameAs(caller));
    }

    private ApiError Unknown() => new(
        ErrorCodes.Unauthorized,
        $"The request has no valid API key{(settings.Jwt is null ? "" : " or token")}. Send one as Authorization: Bearer, as X-API-Key, as the password of Basic, or as the query parameter api_key.");
}
