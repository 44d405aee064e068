using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Keeps the change log for as long as <c>Store:ChangeRetention</c> says (30 days unless told). Who comes back later than
/// that has to read everything again.
/// </summary>
internal sealed partial class ChangeRetention : BackgroundService
{
    public const string Setting = "Store:ChangeRetention";

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Default = TimeSpan.FromDays(30);

    private readonly ChangeHistory feed;
    private readonly GraphStore store;
    private readonly ILogger<ChangeRetention> logger;
    private readonly TimeSpan retention;

    public ChangeRetention(ChangeHistory feed, GraphStore store, IConfiguration configuration, ILogger<ChangeRetention> logger)
    {
        (this.feed, this.store, this.logger) = (feed, store, logger);
        retention = configuration.GetValue(Setting, Default);
        if (retention <= TimeSpan.Zero) throw new StoreException(StoreException.BadConfiguration, $"{Setting} is {retention}. It must be a span of time such as 30.00:00:00.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, store.Time);
        do
        {
            await PruneAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        if (!store.IsOpen || store.IsReadOnly) return;
        try
        {
            await feed.PruneAsync(store.Time.GetUtcNow() - retention, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The next hour tries again: an old entry too many harms nobody.
            LogFailed(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The change log could not be pruned.")]
    private partial void LogFailed(Exception fault);
}
