using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Reads a connection again and again. None of the vendors documents a way to ask for what has changed since, so each sync
/// reads everything; what is the same changes nothing in the graph.
/// </summary>
internal sealed class SyncScheduler(ConnectionReader reader, ConnectionStore store, TimeProvider time, ILogger<SyncScheduler> logger)
{
    /// <param name="failed">Whether the sync at the start failed.</param>
    /// <returns>Ends only by cancellation, or at once where the connection is not to be synced by itself.</returns>
    public async Task RunAsync(VendorChannel channel, bool failed, CancellationToken stopping)
    {
        if (channel.Settings.SyncInterval is not { } interval)
        {
            await store.PlanSyncAsync(channel.Connection.Id, null, stopping);
            return;
        }
        for (var failures = failed ? 1 : 0; ; failures = await SyncAsync(channel, stopping) ? 0 : failures + 1)
        {
            var pause = SyncSchedule.Next(interval, failures, Random.Shared.NextDouble());
            while (pause > TimeSpan.Zero)
            {
                await store.PlanSyncAsync(channel.Connection.Id, time.GetUtcNow() + pause, stopping);
                await Task.Delay(pause, time, stopping);
                pause = await RestAsync(channel, pause, stopping);
            }
        }
    }

    // Somebody has asked for a sync meanwhile, or another process that has the same store open has run one: that one counts.
    private async Task<TimeSpan> RestAsync(VendorChannel channel, TimeSpan pause, CancellationToken stopping)
    {
        var last = await store.LastSyncStartAsync(channel.Connection.Id, stopping);
        return last is { } started && started <= time.GetUtcNow() ? started + pause - time.GetUtcNow() : TimeSpan.Zero;
    }

    private async Task<bool> SyncAsync(VendorChannel channel, CancellationToken stopping)
    {
        try
        {
            var report = await reader.SyncAsync(channel, stopping);
            if (report.Error is null || report.ErrorCode == SyncErrors.RunsElsewhere) return true;
            logger.LogWarning("{Connection} could not be synced: {Reason}", channel.Connection.Name, report.Error);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{Connection} could not be synced", channel.Connection.Name);
            return false;
        }
    }
}
