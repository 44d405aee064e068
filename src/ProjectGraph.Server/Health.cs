using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>Serves the health endpoints for orchestrators and load balancers.</summary>
public static class Health
{
    private const string Ready = "/health/ready";
    private const string Details = Ready + "/details";

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>().AddSingleton<WarmUp>().AddSingleton<StoreProbe>().AddHostedService<Drain>().AddHostedService<Startup>();

    /// <summary>Routes <c>/health/ready?details</c> to its own path, because only it requires a caller. Runs before routing.</summary>
    public static IApplicationBuilder UseHealthDetails(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(Ready) && request.Query.ContainsKey("details")) request.Path = Details;
        return next(context);
    });

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAnonymous().DisableRateLimiting();
        app.MapGet(Ready, (Readiness readiness, HttpContext http) => RespondAsync(readiness, http, () => Task.FromResult<object>(new { status = "ready" }))).AllowAnonymous().DisableRateLimiting();
        app.MapGet(Details, async (Readiness readiness, HttpContext http) =>
        {
            CallerAccess.Of(http).Demand(Permission.Query);
            return await RespondAsync(readiness, http, () => DetailsAsync(http));
        });
        return app;
    }

    private static async Task<IResult> RespondAsync(Readiness readiness, HttpContext http, Func<Task<object>> ready) =>
        await RefusalAsync(readiness, http.RequestServices.GetService<StoreProbe>()) is { } refusal
            ? Results.Json(refusal, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Json(await ready());

    private static async Task<object?> RefusalAsync(Readiness readiness, StoreProbe? store)
    {
        if (readiness.IsStopping) return new { status = "stopping", reasons = new[] { "The service is stopping." } };
        if (readiness.Missing is { Count: > 0 } missing) return new { status = "starting", reasons = missing.Select(Reason) };
        return store is not null && await store.ReasonAsync() is { } reason ? new { status = "unavailable", reasons = new[] { reason } } : null;
    }

    // A failed vendor does not affect readiness, because the graph is still served.
    private static async Task<object> DetailsAsync(HttpContext http)
    {
        var vendorAccounts = await http.RequestServices.GetRequiredService<VendorAccountStore>().ListAsync(CallerAccess.Of(http).Scope, http.RequestAborted);
        return new
        {
            status = "ready",
            vendorAccounts = Counts(vendorAccounts, vendorAccount => $"{vendorAccount.Status}"),
            circuits = Counts(vendorAccounts, vendorAccount => $"{vendorAccount.CircuitState}"),
            oldestSync = vendorAccounts.Min(vendorAccount => vendorAccount.LastSyncedAt),
            servers = http.RequestServices.GetRequiredService<GraphStore>().Servers.Select(Shown),
        };
    }

    private static object Shown(StoreServer server) => new { role = GraphModel.CamelCase($"{server.Role}"), lagSeconds = server.Lag?.TotalSeconds, server.Position };

    private static SortedDictionary<string, int> Counts(IEnumerable<VendorAccount> vendorAccounts, Func<VendorAccount, string> kind) =>
        new(vendorAccounts.GroupBy(kind).ToDictionary(group => GraphModel.CamelCase(group.Key), group => group.Count()));

    private static string Reason(ReadinessStep step) => step switch
    {
        ReadinessStep.Store => "The store is not open yet.",
        ReadinessStep.FirstSync => "The first sync has not ended yet.",
        _ => "The first query of each protocol has not run yet.",
    };
}
