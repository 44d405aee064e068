namespace ProjectGraph.Server;

/// <summary>What happens once the server listens, beside answering.</summary>
internal sealed class Startup(Readiness readiness) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        readiness.Done(ReadinessStep.Store);
        readiness.Done(ReadinessStep.FirstSync);
        return Task.CompletedTask;
    }
}
