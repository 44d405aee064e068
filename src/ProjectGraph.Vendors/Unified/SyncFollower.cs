using System.Threading.Channels;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// Reports the progress of a running sync to the terminal, to the vendor account's state and to the operation that started it.
/// </summary>
internal sealed class SyncFollower : IProgress<SyncProgress>, IAsyncDisposable
{
    // A slow reader needs only the latest progress.
    private readonly Channel<SyncProgress> news =
        Channel.CreateBounded<SyncProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly VendorChannel channel;
    private readonly long known;
    private readonly Func<int?, Task> tell;
    private readonly ISyncDisplay? display;
    private readonly Task telling;

    /// <param name="known">The number of the vendor account's projects in the graph.</param>
    /// <param name="reportPercent">Receives the percentage; null if it is unknown.</param>
    /// <param name="display">Null if standard output is not a terminal.</param>
    public SyncFollower(VendorChannel channel, long known, Func<int?, Task> reportPercent, ISyncDisplay? display)
    {
        (this.channel, this.known, this.tell, this.display) = (channel, known, reportPercent, display);
        telling = TellAsync();
    }

    public void Report(SyncProgress value) => news.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        news.Writer.TryComplete();
        await telling;
        display?.End(channel.Connection.Name);
        await channel.ShowAsync();
    }

    /// <summary>The percentage is at most 99 until the sync has ended.</summary>
    public static int? Percent(long read, long known) => known == 0 ? null : (int)Math.Min(99, read * 100 / known);

    private async Task TellAsync()
    {
        await foreach (var progress in news.Reader.ReadAllAsync())
        {
            display?.Show(channel.Connection.Name, progress.Read, Percent(progress.Read, known));
            await channel.ShowAsync();
            await tell(Percent(progress.Read, known));
        }
    }
}
