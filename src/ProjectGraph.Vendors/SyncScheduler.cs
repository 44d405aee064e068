using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Reads a connection again and again. None of the vendors documents a way to ask for what has changed since, so each sync
/// reads everything; what is the same changes nothing in the graph. Every instance plans for itself: whoever comes first reads,
/// and the others count their pauses from there; what an instance leaves unfinished is gone on with at once.
/// </summary>
internal sealed class SyncScheduler(ConnectionReader reader, ConnectionStore store, Heartbeats heartbeats, TimeProvider time, ILogger<SyncScheduler> logger)
{
    private static readonly TimeSpan afterFault = TimeSpan.FromSeconds(10);

    /// <returns>Ends only by cancellation, or at once where the connection is not to be synced by itself.</returns>
    public async Task RunAsync(VendorChannel channel, CancellationToken stopping)
    {
        if (channel.Settings.SyncInterval is not { } interval)
        {
            await store.PlanSyncAsync(channel.Connection.Id, null, stopping);
            return;
        }
        while (true)
        {
            try
            {
                await SyncAsync(channel, await DueAsync(channel, interval, stopping), stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "{Connection} could not be synced", channel.Connection.Name);
                await Task.Delay(afterFault, time, stopping);
            }
        }
    }

    /// <summary>Waits until the connection is to be synced.</summary>
    /// <returns>Its last sync: where that is another one by the time that the next begins, somebody else was faster.</returns>
    private async Task<LastSync> DueAsync(VendorChannel channel, TimeSpan interval, CancellationToken stopping)
    {
        var (chance, begun) = (Random.Shared.NextDouble(), time.GetUtcNow());
        for (var isFirst = true; ; isFirst = false)
        {
            var departure = heartbeats.Departure;
            var last = await store.LastSyncAsync(channel.Connection.Id, stopping);
            // Somebody has asked for a sync meanwhile, or another instance has run one: that one counts.
            var since = last.At is { } at && at > begun && at <= time.GetUtcNow() ? at : begun;
            var wait = since + SyncSchedule.Next(interval, last.Failures, chance) - time.GetUtcNow();
            if (last.IsLeftBehind || (wait <= TimeSpan.Zero && !isFirst)) return last;
            await store.PlanSyncAsync(channel.Connection.Id, time.GetUtcNow() + wait, stopping);
            await heartbeats.PauseAsync(wait, departure, stopping);
        }
    }

    private async Task SyncAsync(VendorChannel channel, LastSync last, CancellationToken stopping)
    {
        var report = await reader.SyncAsync(channel, last, stopping);
        if (report.Error is null || report.ErrorCode == SyncErrors.RunsElsewhere) return;
        logger.LogWarning("{Connection} could not be synced: {Reason}", channel.Connection.Name, report.Error);
    }
}
