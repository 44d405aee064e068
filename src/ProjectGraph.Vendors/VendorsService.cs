using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Once the server listens (the sandboxes are reached over HTTP like any vendor): registers the connections, reads each, and
/// from then on reads them again on schedule and settles what is left open.
/// </summary>
public sealed class VendorsService : BackgroundService
{
    private static readonly TimeSpan recoveryPause = TimeSpan.FromMinutes(1);

    private readonly IConfiguration configuration;
    private readonly IServer server;
    private readonly VendorConnections connections;
    private readonly ConnectionReader reader;
    private readonly SyncScheduler scheduler;
    private readonly BackgroundSyncs background;
    private readonly OperationRunner runner;
    private readonly OperationRecovery recovery;
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider time;
    private readonly ILogger<VendorsService> logger;
    private readonly TaskCompletionSource firstSync = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal VendorsService(
        IConfiguration configuration, IServer server, VendorConnections connections, ConnectionReader reader, SyncScheduler scheduler,
        BackgroundSyncs background, OperationRunner runner, OperationRecovery recovery, IHostApplicationLifetime lifetime,
        TimeProvider time, ILogger<VendorsService> logger)
    {
        (this.configuration, this.server, this.connections, this.lifetime, this.time, this.logger) = (configuration, server, connections, lifetime, time, logger);
        (this.reader, this.scheduler, this.background) = (reader, scheduler, background);
        (this.runner, this.recovery) = (runner, recovery);
    }

    /// <summary>Ends with the first sync of all connections, whether each went well or not; fails for a configuration that makes no sense.</summary>
    public Task FirstSync => firstSync.Task;

    /// <summary>Whether the first sync has ended.</summary>
    public bool IsReady => firstSync.Task.IsCompletedSuccessfully;

    /// <summary>Syncs stop where they are, to be gone on with; what has been sent is waited for, as long as the host allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await background.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await runner.IdleAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<(VendorChannel Channel, SyncReport? Report, string? Error)> first;
        try
        {
            await ListeningAsync(stoppingToken);
            foreach (var settings in ConnectionConfiguration.Read(configuration, OwnAddress)) await connections.RegisterAsync(settings, stoppingToken);
            first = await Task.WhenAll(connections.All.Select(channel => SyncAsync(channel, stoppingToken)));
            foreach (var line in VendorsTable.Of(first)) logger.LogInformation("{Line}", line);
            firstSync.TrySetResult();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogCritical(e, "The vendors' connections could not be set up");
            firstSync.TrySetException(e);
            return;
        }
        await Task.WhenAll([RecoverAsync(stoppingToken), .. first.Select(each => scheduler.RunAsync(each.Channel, each.Error is not null, stoppingToken))]);
    }

    private async Task ListeningAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>An address of this server by which it reaches itself.</summary>
    private Uri? OwnAddress()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null) return null;
        return new(address.Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
            .TrimEnd('/') + "/");
    }

    private async Task<(VendorChannel Channel, SyncReport? Report, string? Error)> SyncAsync(VendorChannel channel, CancellationToken stopping)
    {
        try
        {
            var report = await reader.SyncAsync(channel, stopping);
            return (channel, report, report.Error);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{Connection} could not be synced", channel.Connection.Name);
            return (channel, null, e.Message);
        }
    }

    private async Task RecoverAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(recoveryPause, time);
        do
        {
            try
            {
                await recovery.RunAsync(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "Open operations could not be settled");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
