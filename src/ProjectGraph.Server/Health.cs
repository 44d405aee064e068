using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>For whoever restarts the process, and for whoever sends it requests.</summary>
public static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>().AddHostedService<Drain>().AddHostedService<Startup>();

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => Results.Json(new { status = "live" }));
        health.MapGet("/ready", async (Readiness readiness, HttpContext http) => Refusal(readiness, http.RequestServices.GetService<GraphStore>()) is { } refusal
            ? Results.Json(refusal, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Json(await ReadyAsync(http)));
        return app;
    }

    private static object? Refusal(Readiness readiness, GraphStore? store)
    {
        if (readiness.IsStopping) return new { status = "stopping", reasons = new[] { "The service has been told to stop." } };
        if (readiness.Missing is { Count: > 0 } missing) return new { status = "starting", reasons = missing.Select(Reason) };
        // Where one server answers, reads go on.
        return store?.Servers is { Count: > 0 } servers && servers.All(server => server.Role == ServerRole.Unreachable)
            ? new { status = "unavailable", reasons = new[] { "No server of the store answers." } }
            : null;
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
            servers = http.RequestServices.GetRequiredService<GraphStore>().Servers.Select(Shown),
        };
    }

    private static object Shown(StoreServer server) => new { role = GraphModel.CamelCase($"{server.Role}"), lagSeconds = server.Lag?.TotalSeconds, server.Position };

    private static SortedDictionary<string, int> Counts(IEnumerable<Connection> connections, Func<Connection, string> kind) =>
        new(connections.GroupBy(kind).ToDictionary(group => GraphModel.CamelCase(group.Key), group => group.Count()));

    private static string Reason(ReadinessStep step) => step switch
    {
        ReadinessStep.Store => "The store is not open yet.",
        _ => "The first sync has not ended yet.",
    };
}
