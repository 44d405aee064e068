namespace ProjectGraph.Server;

/// <summary>For whoever restarts the process, and for whoever sends it requests.</summary>
public static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>().AddHostedService<Startup>();

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => Results.Json(new { status = "live" }));
        health.MapGet("/ready", (Readiness readiness) => readiness.Missing is { Count: > 0 } missing
            ? Results.Json(new { status = "starting", reasons = missing.Select(Reason) }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Json(new { status = "ready" }));
        return app;
    }

    private static string Reason(ReadinessStep step) => step switch
    {
        ReadinessStep.Store => "The store is not open yet.",
        _ => "The first sync has not ended yet.",
    };
}
