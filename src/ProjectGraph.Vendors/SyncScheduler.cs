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
internal sealed class SyncScheduler(
    VendorAccountReader reader,
    VendorAccountStore store,
    InstanceHeartbeat heartbeats,
    TimeProvider time,
    ILogger<SyncScheduler> logger
)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    /// <returns>Ends only by cancellation, or at once if the vendor account has no sync interval.</returns>
    public async Task RunAsync(VendorChannel channel, CancellationToken stopping)
    {
        if (channel.Settings.SyncInterval is not { } interval)
        {
            await store.PlanSyncAsync(channel.VendorAccount.Id, null, stopping);
            return;
        }
        while (true)
        {
            try
            {
                await SyncAsync(channel, await WaitUntilDueAsync(channel, interval, stopping), stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "{VendorAccount} could not be synced", channel.VendorAccount.Name);
                await Task.Delay(RetryDelay, time, stopping);
            }
        }
    }

    /// <summary>Waits until the next sync is due.</summary>
    /// <returns>The last sync. If it is no longer the last one when the next sync begins, another instance has already synced.</returns>
    private async Task<LastSyncRun> WaitUntilDueAsync(VendorChannel channel, TimeSpan interval, CancellationToken stopping)
    {
        var (jitter, startedAt) = (Random.Shared.NextDouble(), time.GetUtcNow());
        for (var isFirst = true; ; isFirst = false)
        {
            var instanceLost = heartbeats.InstanceLost;
            var last = await store.LastSyncAsync(channel.VendorAccount.Id, stopping);
            // A sync by a caller or another instance in the meantime restarts the pause.
            var since = last.At is { } at && at > startedAt && at <= time.GetUtcNow() ? at : startedAt;
            var wait = since + SyncSchedule.ComputePause(interval, last.Failures, jitter) - time.GetUtcNow();
            if (last.IsResumableByAnyInstance || (wait <= TimeSpan.Zero && !isFirst))
                return last;
            await store.PlanSyncAsync(channel.VendorAccount.Id, time.GetUtcNow() + wait, stopping);
            await heartbeats.WaitAsync(wait, instanceLost, stopping);
        }
    }

    private async Task SyncAsync(VendorChannel channel, LastSyncRun last, CancellationToken stopping)
    {
        var report = await reader.SyncAsync(channel, last, stopping);
        if (report.Error is null || report.ErrorCode == SyncErrors.RunningOnAnotherInstance)
            return;
        logger.LogWarning("{VendorAccount} could not be synced: {Reason}", channel.VendorAccount.Name, report.Error);
    }
}
