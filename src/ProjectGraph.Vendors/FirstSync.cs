using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Syncs a vendor account at the start of an instance, unless another alive instance has synced it recently. If another instance
/// is syncing it for the first time, this one waits, because the graph does not contain it yet.
/// </summary>
internal sealed class FirstSync(ConnectionReader reader, ConnectionStore store, TimeProvider time, ILogger<FirstSync> logger)
{
    private static readonly TimeSpan betweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether other instances serve the vendor account's data. This instance can then serve it too, before it has synced.
    /// </summary>
    public bool IsServed(VendorChannel channel) => store.HasCompany && channel.Connection.LastSyncedAt is not null;

    public async Task<(VendorChannel Channel, SyncReport? Report, string? Error)> RunAsync(VendorChannel channel, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var last = await store.LastSyncAsync(channel.Connection.Id, stopping);
                if (IsFresh(channel, last)) return (channel, null, "another instance has synced it");
                var report = await reader.SyncAsync(channel, last, stopping);
                if (report.ErrorCode != SyncErrors.RunsElsewhere || channel.Connection.LastSyncedAt is not null) return (channel, report, report.Error);
                await Task.Delay(betweenLooks, time, stopping);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{VendorAccount} could not be synced", channel.Connection.Name);
            return (channel, null, e.Message);
        }
    }

    private bool IsFresh(VendorChannel channel, LastSync last) =>
        last is { Owner: SyncOwner.Other, Standing: { State: SyncState.Succeeded, EndedAt: { } ended } }
        && (channel.Settings.SyncInterval is not { } interval || time.GetUtcNow() - ended < interval);
}
