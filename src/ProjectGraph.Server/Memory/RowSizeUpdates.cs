using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Measures the sizes of rows once the first sync has ended, and again when something has changed since.</summary>
internal sealed class RowSizeUpdates(
    RowSizes sizes, GraphModel model, ChangeHistory history, VendorsService vendors, TimeProvider time, ILogger<RowSizeUpdates> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        await vendors.FirstSync.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var measured = -1L;
        do measured = await MeasureAsync(measured, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>The position of the change log that was measured at.</returns>
    private async Task<long> MeasureAsync(long measured, CancellationToken cancellation)
    {
        try
        {
            var head = await history.HeadAsync(cancellation);
            if (head != measured) await sizes.MeasureAsync(model, cancellation);
            return head;
        }
        catch (StoreException failure)
        {
            // The sizes of before are as good; without any, only the responses under way are bounded.
            logger.LogWarning("The sizes of rows could not be measured: {Reason}", failure.Message);
            return measured;
        }
    }
}
