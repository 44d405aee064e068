using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Measures row sizes after the first sync, and again after changes.</summary>
internal sealed class RowSizeUpdates(
    RowSizes sizes,
    GraphModel model,
    ChangeHistory history,
    VendorsService vendors,
    TimeProvider time,
    ILogger<RowSizeUpdates> logger
) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        await vendors.FirstSync.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var measured = -1L;
        do measured = await MeasureAsync(measured, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>The position of the change log at the measurement.</returns>
    private async Task<long> MeasureAsync(long measured, CancellationToken cancellationToken)
    {
        try
        {
            var head = await history.HeadAsync(cancellationToken);
            if (head != measured)
                await sizes.MeasureAsync(model, cancellationToken);
            return head;
        }
        catch (StoreException failure)
        {
            // The previous sizes remain valid. Without any, only running responses are limited.
            logger.LogWarning("The row sizes could not be measured: {Reason}", failure.Message);
            return measured;
        }
    }
}
