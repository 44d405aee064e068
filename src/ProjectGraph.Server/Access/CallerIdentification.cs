using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>Identifies callers outside a request's own authentication, and checks later whether their credentials are valid.</summary>
internal sealed class CallerIdentification(
    ApiKeyStore keys,
    InvalidCredentialLimiter limiter,
    AccessSettings settings,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    /// <summary>Authenticates a credential and sets the request's caller. A WebSocket sends the credential in its first message.</summary>
    /// <exception cref="ApiException">The credential is not valid, or its caller may not use this path.</exception>
    public async Task<CallerAccess> IdentifyAsync(HttpContext context, Credential credential)
    {
        // The request caches the results of its own handlers. So the credential is authenticated in a separate context.
        await using var scope = scopes.CreateAsyncScope();
        var inner = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = context.RequestAborted };
        inner.Features.Set(credential);
        var result = await inner.AuthenticateAsync();
        context.Features.Set(credential);
        if (!result.Succeeded || CallerAccess.SetOn(context, result.Principal) is not { } caller)
            throw new ApiException(RecordFailure(context, result.Failure));
        caller.RequireProtocol(context.Request.Path);
        return caller;
    }

    /// <summary>Returns the error for an unknown caller and counts the failed attempt. Call it once for each attempt.</summary>
    /// <param name="failure">The failure of the credential. Null if the request has none.</param>
    public ApiError RecordFailure(HttpContext context, Exception? failure)
    {
        if (failure is ApiException { Error: var error })
            return error;
        if (failure is null)
            return CreateUnauthorizedError();
        // The client of an expired token needs that error. Failed attempts of others at the same address must not hide it.
        if (failure is not SecurityTokenExpiredException && limiter.RecordFailure(context.Connection.RemoteIpAddress) is { } wait)
        {
            return new(
                ErrorCodes.RateLimited,
                "This address has sent too many invalid credentials. Wait for the time in Retry-After, or send a valid credential."
            )
            {
                RetryAfter = wait,
            };
        }
        return Credential.Get(context) is { IsToken: true } && settings.Jwt is not null
            ? new(
                ErrorCodes.Unauthenticated,
                $"The token is not valid: {TokenAuthentication.DescribeFailure(failure)}. Get a new one from the issuer, and send it as Authorization: Bearer."
            )
            : CreateUnauthorizedError();
    }

    /// <summary>Whether the caller's credential is still valid with the same rights. Keys may be revoked, and tokens may expire.</summary>
    public async ValueTask<bool> IsStillValidAsync(CallerAccess caller, CancellationToken cancellationToken)
    {
        if (caller.Expires is { } expires)
            return !TokenAuthentication.HasExpired(expires, time);
        return caller.Credential is not { } credential
            || (
                await keys.FindAsync(credential.Key, cancellationToken) is { } key
                && CallerAccess.FromKey(key, credential).HasSameRightsAs(caller)
            );
    }

    private ApiError CreateUnauthorizedError() =>
        new(
            ErrorCodes.Unauthenticated,
            $"The request has no valid API key{(settings.Jwt is null ? "" : " or token")}. Send one as Authorization: Bearer, as X-API-Key, as the password of Basic, or as the query parameter api_key."
        );
}
