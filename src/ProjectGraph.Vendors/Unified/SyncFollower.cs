using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Tells how far a sync is while it runs: in the log, in the connection's budget, and in the operation that asked for it.</summary>
internal sealed class SyncFollower : IProgress<SyncProgress>, IAsyncDisposable
{
    // A slow reader of news wants the last one only.
    private readonly Channel<SyncProgress> news =
        Channel.CreateBounded<SyncProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly VendorChannel channel;
    private readonly long known;
    private readonly Func<int?, Task> tell;
    private readonly ILogger logger;
    private readonly Task telling;

    /// <param name="known">How many projects the graph has of the connection.</param>
    /// <param name="tell">Takes the percentage; null where what is known says nothing.</param>
    public SyncFollower(VendorChannel channel, long known, Func<int?, Task> tell, ILogger logger)
    {
        (this.channel, this.known, this.tell, this.logger) = (channel, known, tell, logger);
        telling = TellAsync();
    }

    public void Report(SyncProgress value) => news.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        news.Writer.TryComplete();
        await telling;
        await channel.ShowAsync();
    }

    /// <summary>It is done only when it is done: until then 99 at most.</summary>
    public static int? Percent(long read, long known) => known == 0 ? null : (int)Math.Min(99, read * 100 / known);

    private async Task TellAsync()
    {
        var logged = 0;
        await foreach (var progress in news.Reader.ReadAllAsync())
        {
            // Pages of companies and people, and empty windows, say nothing new.
            if (progress.Read > logged) Log(progress);
            logged = progress.Read;
            await channel.ShowAsync();
            await tell(Percent(progress.Read, known));
        }
    }

    private void Log(SyncProgress progress) => logger.LogInformation(
        "{Connection}: {Bar}{Read} read, {Created} new, {Changed} changed, {Quarantined} put aside",
        channel.Connection.Name, Bar(Percent(progress.Read, known)), progress.Read, progress.Created, progress.Changed, progress.Quarantined);

    private static string Bar(int? percent) => percent is { } done ? $"[{new string('#', done / 5),-20}] {done} %, " : "";
}
