using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Runs syncs in the background. They stop with the service and resume when it starts again.</summary>
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
            await FailAsync(run, new(OperationError.Interrupted, "The service was stopped. The sync resumes when the service starts again."));
        }
        catch (Exception e)
        {
            logger.LogError(e, "Operation {Id} {Name} failed", run.Id, run.Name);
            await FailAsync(run, new(VendorErrors.Internal, $"The service failed. The log contains the cause under operation {run.Id}."));
        }
    }

    private async Task FailAsync(OperationRun run, OperationError error)
    {
        try
        {
            await log.OrGiveUpAsync(run.Id, () => log.CompleteAsync(run.Id, Outcomes.Without(OperationState.Failed, [error]), CancellationToken.None));
        }
        catch (Exception unrecorded)
        {
            logger.LogError(unrecorded, "The end of operation {Id} {Name} could not be recorded", run.Id, run.Name);
        }
    }
}
