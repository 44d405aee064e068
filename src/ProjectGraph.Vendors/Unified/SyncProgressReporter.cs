using System.Threading.Channels;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// Reports the progress of a running sync to the terminal, to the vendor account's state and to the operation that started it.
/// </summary>
internal sealed class SyncProgressReporter : IProgress<SyncProgress>, IAsyncDisposable
{
    // A slow reader needs only the latest progress.
    private readonly Channel<SyncProgress> _updates = Channel.CreateBounded<SyncProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    private readonly VendorChannel _channel;
    private readonly long _known;
    private readonly Func<int?, Task> _reportPercent;
    private readonly ISyncDisplay? _display;
    private readonly Task _reporting;

    /// <param name="known">The number of the vendor account's projects in the graph.</param>
    /// <param name="reportPercent">Receives the percentage; null if it is unknown.</param>
    /// <param name="display">Null if standard output is not a terminal.</param>
    public SyncProgressReporter(VendorChannel channel, long known, Func<int?, Task> reportPercent, ISyncDisplay? display)
    {
        (_channel, _known, _reportPercent, _display) = (channel, known, reportPercent, display);
        _reporting = ReportUpdatesAsync();
    }

    public void Report(SyncProgress value) => _updates.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        _updates.Writer.TryComplete();
        await _reporting;
        _display?.End(_channel.VendorAccount.Name);
        await _channel.StoreStateAsync();
    }

    /// <summary>The percentage is at most 99 until the sync has ended.</summary>
    public static int? ComputePercent(long read, long known) => known == 0 ? null : (int)Math.Min(99, read * 100 / known);

    private async Task ReportUpdatesAsync()
    {
        await foreach (var progress in _updates.Reader.ReadAllAsync())
        {
            _display?.Show(_channel.VendorAccount.Name, progress.Read, ComputePercent(progress.Read, _known));
            await _channel.StoreStateAsync();
            await _reportPercent(ComputePercent(progress.Read, _known));
        }
    }
}
