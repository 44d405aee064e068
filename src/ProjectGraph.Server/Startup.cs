using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Tells when the service can answer: the store is open before it listens, and then the vendors are read once.</summary>
internal sealed class Startup(Readiness readiness, VendorsService vendors) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        readiness.Done(ReadinessStep.Store);
        await vendors.FirstSync.WaitAsync(stoppingToken);
        readiness.Done(ReadinessStep.FirstSync);
    }
}
