using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Waits for the first sync and the first queries, then logs that the service is ready, with its addresses.</summary>
internal sealed class ReadinessReporter(
    VendorsService vendors,
    WarmUp warmUp,
    Readiness readiness,
    PublicAddress address,
    IHostApplicationLifetime lifetime,
    ILogger<ReadinessReporter> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                CompleteWhenDoneAsync(ReadinessStep.FirstSync, vendors.FirstSync.WaitAsync(stoppingToken)),
                CompleteWhenDoneAsync(ReadinessStep.FirstQueries, warmUp.RunAsync(stoppingToken))
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogCritical("The service cannot run with its configuration: {Reason}", e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
            return;
        }
        if (address.MissingSettingWarning is { } gap)
            logger.LogWarning("{Gap}", gap);
        var root = address.LocalUrl.ToString().TrimEnd('/');
        logger.LogInformation("Ready: {Root}/ · GraphQL {Root}/graphql · OData {Root}/odata", root, root, root);
    }

    private async Task CompleteWhenDoneAsync(ReadinessStep step, Task task)
    {
        await task;
        readiness.Complete(step);
    }
}
