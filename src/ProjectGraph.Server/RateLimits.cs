using Microsoft.AspNetCore.RateLimiting;

namespace ProjectGraph.Server;

/// <summary>
/// Limits each caller's requests and cost by ASP.NET Core's rate limiting, which protects callers from each other. Cheap anonymous
/// endpoints (health, static files, sandboxes) are exempt by <c>DisableRateLimiting</c>.
/// </summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services) =>
        services.AddRateLimiter(_ => { }).AddSingleton<CallerLimits>().AddSingleton<RateLimitHeaders>();

    /// <summary>
    /// Limits the requests of an address before their callers are known. Runs before <see cref="Access.UseAccess"/>, so an address
    /// cannot overload authentication.
    /// </summary>
    public static IApplicationBuilder UseAddressLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CallerLimits>();
        return app.UseRateLimiter(
            CreateOptions(
                limits,
                new(
                    limits.Addresses,
                    context => CallerKey.FromAddress(context.Connection.RemoteIpAddress),
                    (leases, lease) => leases.Address = lease
                )
            )
        );
    }

    /// <summary>Limits the requests of each caller. Runs after <see cref="Access.UseAccess"/>.</summary>
    public static IApplicationBuilder UseCallerLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CallerLimits>();
        app.Use(
            static (context, next) =>
            {
                // The caller is known now. Callers that share an address do not wait for each other.
                context.Features.Get<RequestLeases>()?.Address?.Dispose();
                context.Response.OnStarting(WriteHeadersAsync, context);
                return next(context);
            }
        );
        // A WebSocket is long-lived. It has slots of its own, and each of its operations is counted.
        return app.UseRateLimiter(
            CreateOptions(
                limits,
                new(
                    limits.Requests,
                    context => context.WebSockets.IsWebSocketRequest ? null : CallerKey.Get(context),
                    (leases, lease) => leases.Caller = lease
                )
            )
        );
    }

    private static Task WriteHeadersAsync(object state)
    {
        var context = (HttpContext)state;
        context.RequestServices.GetRequiredService<RateLimitHeaders>().Write(context);
        return Task.CompletedTask;
    }

    private static RateLimiterOptions CreateOptions(CallerLimits limits, RequestLimiter limiter) =>
        new()
        {
            GlobalLimiter = limiter,
            OnRejected = async (rejected, _) =>
                await ApiErrors.ReplaceResponseAsync(rejected.HttpContext, limits.CreateTooManyRequestsError()),
        };
}
