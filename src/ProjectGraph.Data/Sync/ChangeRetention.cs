using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Prunes the change log after the time in <c>Store:ChangeRetention</c> (30 days by default). Clients that return later must
/// read everything again.
/// </summary>
internal sealed partial class ChangeRetention : BackgroundService
{
    public const string Setting = "Store:ChangeRetention";

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Default = TimeSpan.FromDays(30);

    private readonly ChangeHistory _feed;
    private readonly GraphStore _store;
    private readonly ILogger<ChangeRetention> _logger;
    private readonly TimeSpan _retention;

    public ChangeRetention(ChangeHistory feed, GraphStore store, IConfiguration configuration, ILogger<ChangeRetention> logger)
    {
        (_feed, _store, _logger) = (feed, store, logger);
        _retention = configuration.GetValue(Setting, Default);
        if (_retention <= TimeSpan.Zero)
            throw new StoreException(
                StoreException.BadConfiguration,
                $"{Setting} is {_retention}. Set it to a positive time span such as 30.00:00:00."
            );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _store.Time);
        do
        {
            await PruneAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        if (!_store.IsOpen || _store.IsReadOnly)
            return;
        try
        {
            await _feed.PruneAsync(_store.Time.GetUtcNow() - _retention, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The next run, in an hour, tries again. Old entries do no harm until then.
            LogFailed(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Pruning the change log failed.")]
    private partial void LogFailed(Exception fault);
}
