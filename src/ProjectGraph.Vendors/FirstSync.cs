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
internal sealed class FirstSync(VendorAccountReader reader, VendorAccountStore store, TimeProvider time, ILogger<FirstSync> logger)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether other instances serve the vendor account's data. This instance can then serve it too, before it has synced.
    /// </summary>
    public bool IsServedByOthers(VendorChannel channel) => store.HasOtherInstances && channel.VendorAccount.LastSyncedAt is not null;

    public async Task<(VendorChannel Channel, SyncReport? Report, string? Error)> RunAsync(
        VendorChannel channel,
        CancellationToken stopping
    )
    {
        try
        {
            while (true)
            {
                var last = await store.LastSyncAsync(channel.VendorAccount.Id, stopping);
                if (IsFresh(channel, last))
                    return (channel, null, "another instance has synced it");
                var report = await reader.SyncAsync(channel, last, stopping);
                if (report.ErrorCode != SyncErrors.RunningOnAnotherInstance || channel.VendorAccount.LastSyncedAt is not null)
                    return (channel, report, report.Error);
                await Task.Delay(PollInterval, time, stopping);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{VendorAccount} could not be synced", channel.VendorAccount.Name);
            return (channel, null, e.Message);
        }
    }

    private bool IsFresh(VendorChannel channel, LastSyncRun last) =>
        last is { Owner: SyncOwner.OtherInstance, Run: { State: SyncState.Succeeded, EndedAt: { } ended } }
        && (channel.Settings.SyncInterval is not { } interval || time.GetUtcNow() - ended < interval);
}
