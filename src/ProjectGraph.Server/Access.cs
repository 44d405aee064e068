using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>
/// Who calls. On the developer's own machine everyone is the administrator; everywhere else a request needs an API key.
/// What a caller may do is asked for where it is done, by <see cref="CallerAccess.Demand"/>.
/// </summary>
public static class Access
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<FailureLimiter>().AddSingleton<OpenAccess>();
    }

    /// <exception cref="StartException">Nobody could call: the service is not in Development and there is no key.</exception>
    public static async Task DemandKeysAsync(WebApplication app)
    {
        if (app.Environment.IsDevelopment()) return;
        if (await app.Services.GetRequiredService<ApiKeyStore>().AnyAsync(CancellationToken.None)) return;
        throw new StartException("There is no API key, so nobody could call. Create one with: make key NAME=me ROLE=admin");
    }

    /// <summary>Refuses strangers everywhere but at endpoints marked <c>AllowAnonymous</c>. Stands behind routing.</summary>
    public static IApplicationBuilder UseAccess(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<ApiKeyStore>();
        var limiter = app.Services.GetRequiredService<FailureLimiter>();
        var open = app.Services.GetRequiredService<OpenAccess>();
        return app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                CrossSite.Refuse(context.Request);
                var parameter = KeyParameter.Take(context.Request);
                var caller = (Credential.Read(context.Request.Headers) ?? Credential.Of(parameter)) is { } credential
                    ? await IdentifyAsync(context, credential, keys, limiter)
                    : open.Caller(context);
                if (caller is null)
                {
                    await ChallengeAsync(context);
                    return;
                }
                context.Features.Set(caller);
            }
            await next(context);
        });
    }

    private static async Task<CallerAccess?> IdentifyAsync(HttpContext context, Credential credential, ApiKeyStore keys, FailureLimiter limiter)
    {
        var address = context.Connection.RemoteIpAddress;
        if (limiter.Blocked(address) is { } wait)
        {
            throw new ApiException(new(ErrorCodes.TooManyAttempts, "Too many wrong keys came from this address. Wait as long as Retry-After says.")
            {
                RetryAfter = wait,
            });
        }
        if (credential.IsEmpty) return null;
        if (await keys.FindAsync(credential.Key, context.RequestAborted) is { } key) return new(key.Name, key.Role);
        limiter.Failed(address);
        return null;
    }

    // One challenge a header line: clients are known to trip over two in one.
    private static Task ChallengeAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = new(["Bearer realm=\"ProjectGraph\"", "Basic realm=\"ProjectGraph\", charset=\"UTF-8\""]);
        return ApiErrors.WriteAsync(context, new(
            ErrorCodes.Unauthorized,
            "The request has no valid API key. Send one as Authorization: Bearer, as X-API-Key, as the password of Basic, or as the query parameter api_key."));
    }
}
