using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>For whoever restarts the process, and for whoever sends it requests.</summary>
public static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>().AddHostedService<Startup>();

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => Results.Json(new { status = "live" }));
        health.MapGet("/ready", async (Readiness readiness, HttpContext http) => readiness.Missing is { Count: > 0 } missing
            ? Results.Json(new { status = "starting", reasons = missing.Select(Reason) }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Json(await ReadyAsync(http)));
        return app;
    }

    // A vendor that fails makes nobody restart this service: the graph is served all the same. Names stay with those who may read them.
    private static async Task<object> ReadyAsync(HttpContext http)
    {
        if (!http.Request.Query.ContainsKey("details")) return new { status = "ready" };
        var connections = await http.RequestServices.GetRequiredService<ConnectionStore>().ListAsync(http.RequestAborted);
        return new
        {
            status = "ready",
            connections = Counts(connections, connection => $"{connection.Status}"),
            circuits = Counts(connections, connection => $"{connection.CircuitState}"),
            oldestSync = connections.Min(connection => connection.LastSyncedAt),
        };
    }

    private static SortedDictionary<string, int> Counts(IEnumerable<Connection> connections, Func<Connection, string> kind) =>
        new(connections.GroupBy(kind).ToDictionary(group => GraphModel.CamelCase(group.Key), group => group.Count()));

    private static string Reason(ReadinessStep step) => step switch
    {
        ReadinessStep.Store => "The store is not open yet.",
        _ => "The first sync has not ended yet.",
    };
}
