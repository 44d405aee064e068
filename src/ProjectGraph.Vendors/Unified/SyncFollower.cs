using System.Threading.Channels;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Reports how far a sync is while it runs: on the terminal, in the connection's budget, and in the operation that started it.</summary>
internal sealed class SyncFollower : IProgress<SyncProgress>, IAsyncDisposable
{
    // A slow reader of news wants the last one only.
    private readonly Channel<SyncProgress> news =
        Channel.CreateBounded<SyncProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly VendorChannel channel;
    private readonly long known;
    private readonly Func<int?, Task> tell;
    private readonly ISyncDisplay? display;
    private readonly Task telling;

    /// <param name="known">How many projects the graph has of the connection.</param>
    /// <param name="tell">Takes the percentage; null where what is known says nothing.</param>
    /// <param name="display">Null where standard output is not a terminal.</param>
    public SyncFollower(VendorChannel channel, long known, Func<int?, Task> tell, ISyncDisplay? display)
    {
        (this.channel, this.known, this.tell, this.display) = (channel, known, tell, display);
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

    /// <summary>It is done only when it is done: until then 99 at most.</summary>
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
