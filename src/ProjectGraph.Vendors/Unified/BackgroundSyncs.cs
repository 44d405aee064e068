using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Syncs whose callers did not want to wait. They end with the service, and are gone on with by the next one.</summary>
internal sealed class BackgroundSyncs(OperationLog log, ILogger<BackgroundSyncs> logger) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<long, Task> running = new();

    public void Start(OperationRun run, Func<CancellationToken, Task> sync)
    {
        var task = ToEndAsync(run, sync);
        running[run.Id] = task;
        _ = task.ContinueWith(_ => running.TryRemove(run.Id, out var _), TaskScheduler.Default);
    }

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Values);
    }

    public void Dispose() => stopping.Dispose();

    private async Task ToEndAsync(OperationRun run, Func<CancellationToken, Task> sync)
    {
        try
        {
            await sync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await FailAsync(run, new(OperationError.Interrupted, "The service stopped; the sync goes on where it was when it starts again."));
        }
        catch (Exception e)
        {
            logger.LogError(e, "Operation {Id} {Name} failed", run.Id, run.Name);
            await FailAsync(run, new(VendorErrors.Internal, $"The service failed; the log holds the cause under operation {run.Id}."));
        }
    }

    private async Task FailAsync(OperationRun run, OperationError error)
    {
        try
        {
            await log.OrGiveUpAsync(run.Id, () => log.CompleteAsync(run.Id, Outcomes.Without(OperationState.Failed, [error]), CancellationToken.None));
        }
        catch (Exception away)
        {
            logger.LogError(away, "The end of operation {Id} {Name} could not be recorded", run.Id, run.Name);
        }
    }
}
