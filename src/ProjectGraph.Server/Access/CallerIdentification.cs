using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>Finds out who calls, and whether they are still welcome.</summary>
internal sealed class CallerIdentification(ApiKeyStore keys, FailureLimiter limiter, OpenAccess open)
{
    /// <summary>The caller that a credential proves, or without one the caller that needs none; null where there is neither.</summary>
    /// <exception cref="ApiException">Too many wrong keys came from the address.</exception>
    public async Task<CallerAccess?> IdentifyAsync(HttpContext context, Credential? given)
    {
        if (given is not { } credential) return open.Caller(context);
        var address = context.Connection.RemoteIpAddress;
        if (limiter.Blocked(address) is { } wait)
        {
            throw new ApiException(new(ErrorCodes.RateLimited, "Too many wrong keys came from this address. Wait as long as Retry-After says.")
            {
                RetryAfter = wait,
            });
        }
        if (credential.IsEmpty) return null;
        if (await keys.FindAsync(credential.Key, context.RequestAborted) is { } key) return new(key.Name, key.Role) { Credential = credential };
        limiter.Failed(address);
        return null;
    }

    /// <summary>Whether what let the caller in would still do so: long after, a key may have been revoked or given another role.</summary>
    public async ValueTask<bool> IsStillWelcomeAsync(CallerAccess caller, CancellationToken cancellation) =>
        caller.Credential is not { } credential || (await keys.FindAsync(credential.Key, cancellation) is { } key && key.Role == caller.Role);
}
