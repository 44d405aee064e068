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
        return services.AddSingleton<FailureLimiter>().AddSingleton<OpenAccess>().AddSingleton<CallerIdentification>();
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
        var callers = app.Services.GetRequiredService<CallerIdentification>();
        return app.Use(async (context, next) =>
        {
            var endpoint = context.GetEndpoint()?.Metadata;
            if (endpoint?.GetMetadata<IAllowAnonymous>() is null)
            {
                var isSocket = context.WebSockets.IsWebSocketRequest;
                CrossSite.Refuse(context.Request, isSocket);
                var parameter = KeyParameter.Take(context.Request);
                var credential = Credential.Read(context.Request.Headers) ?? Credential.Of(parameter);
                var caller = await callers.IdentifyAsync(context, credential);
                if (caller is null && !(credential is null && isSocket && endpoint?.GetMetadata<CredentialMayFollow>() is not null))
                {
                    await ChallengeAsync(context);
                    return;
                }
                context.Features.Set(caller);
            }
            await next(context);
        });
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

/// <summary>
/// Marks an endpoint whose WebSockets may tell their credential in their first message, as a page can give them no headers.
/// The endpoint sees to it.
/// </summary>
internal sealed class CredentialMayFollow;
