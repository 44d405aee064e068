using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>Serves the health endpoints for orchestrators and load balancers.</summary>
public static class Health
{
    private const string Ready = "/health/ready";
    private const string Details = Ready + "/details";

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services
            .AddSingleton<Readiness>()
            .AddSingleton<WarmUp>()
            .AddSingleton<StoreProbe>()
            .AddHostedService<ShutdownDrain>()
            .AddHostedService<ReadinessReporter>();

    /// <summary>Routes <c>/health/ready?details</c> to its own path, because only it requires a caller. Runs before routing.</summary>
    public static IApplicationBuilder UseHealthDetails(this IApplicationBuilder app) =>
        app.Use(
            static (context, next) =>
            {
                var request = context.Request;
                if (request.Path.StartsWithSegments(Ready) && request.Query.ContainsKey("details"))
                    request.Path = Details;
                return next(context);
            }
        );

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAnonymous().DisableRateLimiting();
        app.MapGet(Ready, (Readiness readiness, HttpContext http) =>
                RespondAsync(readiness, http, () => Task.FromResult<object>(new { status = "ready" }))
            )
            .AllowAnonymous()
            .DisableRateLimiting();
        app.MapGet(Details, async (Readiness readiness, HttpContext http) =>
        {
            CallerAccess.Get(http).Require(Permission.Query);
            return await RespondAsync(readiness, http, () => DetailsAsync(http));
        });
        return app;
    }

    private static async Task<IResult> RespondAsync(Readiness readiness, HttpContext http, Func<Task<object>> ready) =>
        await FindReasonNotReadyAsync(readiness, http.RequestServices.GetService<StoreProbe>()) is { } refusal
            ? Results.Json(refusal, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Json(await ready());

    private static async Task<object?> FindReasonNotReadyAsync(Readiness readiness, StoreProbe? store)
    {
        if (readiness.IsStopping)
            return new { status = "stopping", reasons = new[] { "The service is stopping." } };
        if (readiness.MissingSteps is { Count: > 0 } missing)
            return new { status = "starting", reasons = missing.Select(GetReason) };
        return store is not null && await store.GetFailureAsync() is { } reason
            ? new { status = "unavailable", reasons = new[] { reason } }
            : null;
    }

    // A failed vendor does not affect readiness, because the graph is still served.
    private static async Task<object> DetailsAsync(HttpContext http)
    {
        var vendorAccounts = await http
            .RequestServices.GetRequiredService<VendorAccountStore>()
            .ListAsync(CallerAccess.Get(http).Scope, http.RequestAborted);
        return new
        {
            status = "ready",
            vendorAccounts = CountBy(vendorAccounts, vendorAccount => $"{vendorAccount.Status}"),
            circuits = CountBy(vendorAccounts, vendorAccount => $"{vendorAccount.CircuitState}"),
            oldestSync = vendorAccounts.Min(vendorAccount => vendorAccount.LastSyncedAt),
            servers = http.RequestServices.GetRequiredService<GraphStore>().Servers.Select(DescribeServer),
        };
    }

    private static object DescribeServer(StoreServer server) =>
        new
        {
            role = GraphModel.CamelCase($"{server.Role}"),
            lagSeconds = server.Lag?.TotalSeconds,
            server.Position,
        };

    private static SortedDictionary<string, int> CountBy(IEnumerable<VendorAccount> vendorAccounts, Func<VendorAccount, string> kind) =>
        new(vendorAccounts.GroupBy(kind).ToDictionary(group => GraphModel.CamelCase(group.Key), group => group.Count()));

    private static string GetReason(ReadinessStep step) =>
        step switch
        {
            ReadinessStep.Store => "The store is not open yet.",
            ReadinessStep.FirstSync => "The first sync has not ended yet.",
            _ => "The first query of each protocol has not run yet.",
        };
}
