using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Runs syncs in the background. They stop with the service and resume when it starts again.</summary>
internal sealed class BackgroundSyncs(OperationLog log, ILogger<BackgroundSyncs> logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, Task> _running = new();

    public void Start(OperationRun run, Func<CancellationToken, Task> sync)
    {
        var task = RunToEndAsync(run, sync);
        _running[run.Id] = task;
        _ = task.ContinueWith(_ => _running.TryRemove(run.Id, out var _), TaskScheduler.Default);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunToEndAsync(OperationRun run, Func<CancellationToken, Task> sync)
    {
        try
        {
            await sync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await FailAsync(
                run,
                new(OperationError.Interrupted, "The service was stopped. The sync resumes when the service starts again.")
            );
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
            await log.RunOrReleaseAsync(run.Id, () =>
                log.CompleteAsync(run.Id, OperationOutcomes.WithoutResponse(OperationState.Failed, [error]), CancellationToken.None)
            );
        }
        catch (Exception unrecorded)
        {
            logger.LogError(unrecorded, "The end of operation {Id} {Name} could not be recorded", run.Id, run.Name);
        }
    }
}
