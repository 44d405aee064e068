using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Syncs a vendor account on schedule. No vendor documents a way to read only changes, so each sync reads everything. Unchanged
/// records do not change the graph. Every instance plans for itself. The first one syncs, and the others restart their pauses
/// from there. If an instance is lost during a sync, another one resumes it at once.
/// </summary>
internal sealed class SyncScheduler(ConnectionReader reader, ConnectionStore store, Heartbeats heartbeats, TimeProvider time, ILogger<SyncScheduler> logger)
{
    private static readonly TimeSpan afterFault = TimeSpan.FromSeconds(10);

    /// <returns>Ends only by cancellation, or at once if the vendor account has no sync interval.</returns>
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
                logger.LogError(e, "{VendorAccount} could not be synced", channel.Connection.Name);
                await Task.Delay(afterFault, time, stopping);
            }
        }
    }

    /// <summary>Waits until the next sync is due.</summary>
    /// <returns>The last sync. If it is no longer the last one when the next sync begins, another instance has already synced.</returns>
    private async Task<LastSync> DueAsync(VendorChannel channel, TimeSpan interval, CancellationToken stopping)
    {
        var (jitter, startedAt) = (Random.Shared.NextDouble(), time.GetUtcNow());
        for (var isFirst = true; ; isFirst = false)
        {
            var instanceLost = heartbeats.Departure;
            var last = await store.LastSyncAsync(channel.Connection.Id, stopping);
            // A sync by a caller or another instance in the meantime restarts the pause.
            var since = last.At is { } at && at > startedAt && at <= time.GetUtcNow() ? at : startedAt;
            var wait = since + SyncSchedule.Next(interval, last.Failures, jitter) - time.GetUtcNow();
            if (last.IsLeftBehind || (wait <= TimeSpan.Zero && !isFirst)) return last;
            await store.PlanSyncAsync(channel.Connection.Id, time.GetUtcNow() + wait, stopping);
            await heartbeats.PauseAsync(wait, instanceLost, stopping);
        }
    }

    private async Task SyncAsync(VendorChannel channel, LastSync last, CancellationToken stopping)
    {
        var report = await reader.SyncAsync(channel, last, stopping);
        if (report.Error is null || report.ErrorCode == SyncErrors.RunsElsewhere) return;
        logger.LogWarning("{VendorAccount} could not be synced: {Reason}", channel.Connection.Name, report.Error);
    }
}
