using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Coordination;

/// <summary>Says again and again that this instance lives, and hears of those that no longer do.</summary>
public sealed partial class Heartbeats(GraphStore store, ILogger<Heartbeats> logger) : BackgroundService
{
    // Timers know nothing finer than a millisecond, and leave out what is beyond: a pause would end just before its time.
    private static readonly TimeSpan finest = TimeSpan.FromMilliseconds(1);

    /// <summary>Ends when an instance has ended. Take it before looking for what it has left behind.</summary>
    public Task Departure => store.Departures.Next;

    /// <summary>Ends at the departure, or after a time.</summary>
    public async Task PauseAsync(TimeSpan longest, Task departure, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(departure, Task.Delay(longest + finest, store.Time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(store.Instance.Heartbeat, store.Time);
        do
        {
            await BeatAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task BeatAsync(CancellationToken cancellation)
    {
        if (!store.IsOpen || store.IsReadOnly) return;
        try
        {
            await store.BeatAsync(cancellation);
        }
        catch (Exception lost) when (lost is DbException or StoreException)
        {
            // The next one follows soon, and the others are patient for several.
            LogMissed(lost.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be told that this instance lives: {Reason}")]
    private partial void LogMissed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Saying that this instance lives failed.")]
    private partial void LogFailed(Exception fault);
}
