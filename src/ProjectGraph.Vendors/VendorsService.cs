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
    private static readonly TimeSpan recoveryPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan afterFault = TimeSpan.FromSeconds(5);

    private readonly IConfiguration configuration;
    private readonly IServer server;
    private readonly VendorConnections connections;
    private readonly FirstSync first;
    private readonly SyncScheduler scheduler;
    private readonly BackgroundSyncs background;
    private readonly OperationRunner runner;
    private readonly OperationRecovery recovery;
    private readonly IHostApplicationLifetime lifetime;
    private readonly Heartbeats heartbeats;
    private readonly ILogger<VendorsService> logger;
    private readonly TaskCompletionSource firstSync = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal VendorsService(
        IConfiguration configuration, IServer server, VendorConnections connections, FirstSync first, SyncScheduler scheduler,
        BackgroundSyncs background, OperationRunner runner, OperationRecovery recovery, IHostApplicationLifetime lifetime,
        Heartbeats heartbeats, ILogger<VendorsService> logger)
    {
        (this.configuration, this.server, this.connections, this.lifetime, this.heartbeats, this.logger) = (configuration, server, connections, lifetime, heartbeats, logger);
        (this.first, this.scheduler, this.background) = (first, scheduler, background);
        (this.runner, this.recovery) = (runner, recovery);
    }

    /// <summary>
    /// Completes after the first sync of all vendor accounts, successful or not. It does not wait for those that other instances
    /// serve already. It fails if the configuration is invalid.
    /// </summary>
    public Task FirstSync => firstSync.Task;

    /// <summary>Whether the first sync is complete.</summary>
    public bool IsReady => firstSync.Task.IsCompletedSuccessfully;

    /// <summary>Stops the syncs, which resume later, and waits for sent requests as long as the host allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await background.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await runner.IdleAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<VendorChannel> served;
        try
        {
            await ListeningAsync(stoppingToken);
            foreach (var settings in connections.Configured(configuration, OwnAddress)) await connections.RegisterAsync(settings, stoppingToken);
            served = connections.All.Where(first.IsServed).ToHashSet();
            var unread = connections.All.Where(channel => !served.Contains(channel)).ToList();
            // The log reports that no vendor accounts are configured. If other instances serve them all, there is nothing to log yet.
            if (unread.Count > 0 || served.Count == 0) await ReadAsync(unread, stoppingToken);
            firstSync.TrySetResult();
        }
        catch (Exception e) when (StoreFailures.IsReadOnly(e))
        {
            logger.LogWarning("The store is read-only, so no vendor is read or written. {Reason}", e.Message);
            firstSync.TrySetResult();
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogCritical(e, "The vendor accounts could not be set up");
            firstSync.TrySetException(e);
            return;
        }
        await Task.WhenAll([RecoverAsync(stoppingToken), .. connections.All.Select(ScheduleAsync)]);

        async Task ScheduleAsync(VendorChannel channel)
        {
            if (served.Contains(channel)) await ReadAsync([channel], stoppingToken);
            await scheduler.RunAsync(channel, stoppingToken);
        }
    }

    private async Task ReadAsync(IEnumerable<VendorChannel> channels, CancellationToken stopping)
    {
        var results = await Task.WhenAll(channels.Select(channel => first.RunAsync(channel, stopping)));
        foreach (var line in VendorsTable.Of(results)) logger.LogInformation("{Line}", line);
    }

    private async Task ListeningAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>Returns the address by which this server can call itself.</summary>
    private Uri? OwnAddress()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null) return null;
        return new(address.Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
            .TrimEnd('/') + "/");
    }

    private async Task RecoverAsync(CancellationToken stopping)
    {
        while (true)
        {
            var (instanceLost, pause) = (heartbeats.Departure, recoveryPause);
            try
            {
                await recovery.RunAsync(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "Operations with an unknown outcome could not be reconciled");
                pause = afterFault;
            }
            await heartbeats.PauseAsync(pause, instanceLost, stopping);
        }
    }
}
