using Microsoft.AspNetCore.RateLimiting;

namespace ProjectGraph.Server;

/// <summary>
/// Keeps callers from harming each other, by ASP.NET Core's rate limiting. Endpoints that anybody may use and that cost
/// nothing (health, static files, sandboxes) are exempt by <c>DisableRateLimiting</c>.
/// </summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services) =>
        services.AddRateLimiter(_ => { }).AddSingleton<CallerLimits>().AddSingleton<RateLimitHeaders>();

    /// <summary>
    /// Bounds the requests of an address whose caller is not known yet. Stands in front of <see cref="Access.UseAccess"/>, so that
    /// finding out who calls can't be used to harm the others.
    /// </summary>
    public static IApplicationBuilder UseAddressLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CallerLimits>();
        return app.UseRateLimiter(Options(limits, new(
            limits.Addresses, context => CallerKey.OfAddress(context.Connection.RemoteIpAddress), (leases, lease) => leases.Address = lease)));
    }

    /// <summary>Bounds the requests of each caller. Stands after <see cref="Access.UseAccess"/>.</summary>
    public static IApplicationBuilder UseCallerLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CallerLimits>();
        app.Use(static (context, next) =>
        {
            // Known by now: callers that share an address do not wait for each other.
            context.Features.Get<RequestLeases>()?.Address?.Dispose();
            context.Response.OnStarting(ReportAsync, context);
            return next(context);
        });
        // A WebSocket lasts: it has slots of its own, and its operations are counted one by one.
        return app.UseRateLimiter(Options(limits, new(
            limits.Requests, context => context.WebSockets.IsWebSocketRequest ? null : CallerKey.Of(context), (leases, lease) => leases.Caller = lease)));
    }

    private static Task ReportAsync(object state)
    {
        var context = (HttpContext)state;
        context.RequestServices.GetRequiredService<RateLimitHeaders>().Report(context);
        return Task.CompletedTask;
    }

    private static RateLimiterOptions Options(CallerLimits limits, RequestLimiter limiter) => new()
    {
        GlobalLimiter = limiter,
        OnRejected = async (rejected, _) => await ApiErrors.AnswerAsync(rejected.HttpContext, limits.TooMany()),
    };
}
