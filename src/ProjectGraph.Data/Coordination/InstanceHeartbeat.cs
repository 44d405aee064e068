using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Coordination;

/// <summary>Writes the heartbeats of this instance and detects lost instances.</summary>
public sealed partial class InstanceHeartbeat(GraphStore store, ILogger<InstanceHeartbeat> logger) : BackgroundService
{
    // Timers truncate to milliseconds, so a pause would end slightly too early.
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(1);

    /// <summary>Completes when an instance is lost. Read it before searching for the instance's unfinished work.</summary>
    public Task InstanceLost => store.InstanceLost.Next;

    /// <summary>Waits for the loss of an instance, or for a time.</summary>
    public async Task WaitAsync(TimeSpan longest, Task departure, CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(departure, Task.Delay(longest + TimerResolution, store.Time, cancelled.Token));
        await cancelled.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(store.Instance.HeartbeatInterval, store.Time);
        do
        {
            await BeatAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (!store.IsOpen || store.IsReadOnly)
            return;
        try
        {
            await store.WriteHeartbeatAsync(cancellationToken);
        }
        catch (Exception lost) when (lost is DbException or StoreException)
        {
            // The next heartbeat follows soon, and the others tolerate several missing ones.
            LogMissed(lost.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of this instance could not be written: {Reason}")]
    private partial void LogMissed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The heartbeat of this instance failed.")]
    private partial void LogFailed(Exception fault);
}
