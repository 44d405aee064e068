using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Waits for the first sync and the first queries, then logs that the service is ready, with its addresses.</summary>
internal sealed class Startup(
    VendorsService vendors, WarmUp warmUp, Readiness readiness, PublicAddress address, IHostApplicationLifetime lifetime, ILogger<Startup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                DoneAsync(ReadinessStep.FirstSync, vendors.FirstSync.WaitAsync(stoppingToken)),
                DoneAsync(ReadinessStep.FirstQueries, warmUp.RunAsync(stoppingToken)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogCritical("The service cannot run with its configuration: {Reason}", e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
            return;
        }
        if (address.Gap is { } gap) logger.LogWarning("{Gap}", gap);
        var root = address.Local.ToString().TrimEnd('/');
        logger.LogInformation("Ready: {Root}/ · GraphQL {Root}/graphql · OData {Root}/odata", root, root, root);
    }

    private async Task DoneAsync(ReadinessStep step, Task task)
    {
        await task;
        readiness.Done(step);
    }
}
