using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Registers the vendor accounts and syncs each, first at start-up and then on schedule. It also reconciles operations with an unknown
/// outcome. It starts when the server listens, because sandboxes are called over HTTP like any vendor.
/// </summary>
public sealed class VendorsService : BackgroundService
{
    private static readonly TimeSpan RecoveryPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly IConfiguration _configuration;
    private readonly IServer _server;
    private readonly VendorAccounts _vendorAccounts;
    private readonly FirstSync _first;
    private readonly SyncScheduler _scheduler;
    private readonly BackgroundSyncs _background;
    private readonly OperationRunner _runner;
    private readonly OperationRecovery _recovery;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly InstanceHeartbeat _heartbeats;
    private readonly ILogger<VendorsService> _logger;
    private readonly TaskCompletionSource _firstSync = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal VendorsService(
        IConfiguration configuration,
        IServer server,
        VendorAccounts vendorAccounts,
        FirstSync first,
        SyncScheduler scheduler,
        BackgroundSyncs background,
        OperationRunner runner,
        OperationRecovery recovery,
        IHostApplicationLifetime lifetime,
        InstanceHeartbeat heartbeats,
        ILogger<VendorsService> logger
    )
    {
        (_configuration, _server, _vendorAccounts, _lifetime, _heartbeats, _logger) = (
            configuration,
            server,
            vendorAccounts,
            lifetime,
            heartbeats,
            logger
        );
        (_first, _scheduler, _background) = (first, scheduler, background);
        (_runner, _recovery) = (runner, recovery);
    }

    /// <summary>
    /// Completes after the first sync of all vendor accounts, successful or not. It does not wait for those that other instances
    /// serve already. It fails if the configuration is invalid.
    /// </summary>
    public Task FirstSync => _firstSync.Task;

    /// <summary>Whether the first sync is complete.</summary>
    public bool IsReady => _firstSync.Task.IsCompletedSuccessfully;

    /// <summary>Stops the syncs, which resume later, and waits for sent requests as long as the host allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _background.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _runner.IdleAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<VendorChannel> served;
        try
        {
            await WaitUntilListeningAsync(stoppingToken);
            foreach (var settings in _vendorAccounts.ReadConfigured(_configuration, GetOwnAddress))
                await _vendorAccounts.RegisterAsync(settings, stoppingToken);
            served = _vendorAccounts.All.Where(_first.IsServedByOthers).ToHashSet();
            var unread = _vendorAccounts.All.Where(channel => !served.Contains(channel)).ToList();
            // The log reports that no vendor accounts are configured. If other instances serve them all, there is nothing to log yet.
            if (unread.Count > 0 || served.Count == 0)
                await RunFirstSyncsAsync(unread, stoppingToken);
            _firstSync.TrySetResult();
        }
        catch (Exception e) when (StoreFailures.IsReadOnly(e))
        {
            _logger.LogWarning("The store is read-only, so no vendor is read or written. {Reason}", e.Message);
            _firstSync.TrySetResult();
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _logger.LogCritical(e, "The vendor accounts could not be set up");
            _firstSync.TrySetException(e);
            return;
        }
        await Task.WhenAll([RecoverAsync(stoppingToken), .. _vendorAccounts.All.Select(ScheduleAsync)]);

        async Task ScheduleAsync(VendorChannel channel)
        {
            if (served.Contains(channel))
                await RunFirstSyncsAsync([channel], stoppingToken);
            await _scheduler.RunAsync(channel, stoppingToken);
        }
    }

    private async Task RunFirstSyncsAsync(IEnumerable<VendorChannel> channels, CancellationToken stopping)
    {
        var results = await Task.WhenAll(channels.Select(channel => _first.RunAsync(channel, stopping)));
        foreach (var line in FirstSyncTable.Format(results))
            _logger.LogInformation("{Line}", line);
    }

    private async Task WaitUntilListeningAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>Returns the address by which this server can call itself.</summary>
    private Uri? GetOwnAddress()
    {
        var address = _server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null)
            return null;
        return new(
            address
                .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
                .TrimEnd('/') + "/"
        );
    }

    private async Task RecoverAsync(CancellationToken stopping)
    {
        while (true)
        {
            var (instanceLost, pause) = (_heartbeats.InstanceLost, RecoveryPause);
            try
            {
                await _recovery.RunAsync(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _logger.LogError(e, "Operations with an unknown outcome could not be reconciled");
                pause = RetryDelay;
            }
            await _heartbeats.WaitAsync(pause, instanceLost, stopping);
        }
    }
}
