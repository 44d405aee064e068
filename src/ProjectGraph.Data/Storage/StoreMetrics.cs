using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace ProjectGraph.Data.Storage;

/// <summary>The meter <c>ProjectGraph.Store</c>: the lag of the standbys and the reachability of the servers.</summary>
internal sealed class StoreMetrics(IMeterFactory meters, GraphStore store) : IHostedService
{
    public const string MeterName = "ProjectGraph.Store";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "projectgraph.store.standby.lag",
            () => MeasureLags(store),
            "s",
            "The age of the state that a standby returns."
        );
        meter.CreateObservableGauge(
            "projectgraph.store.server.reachable",
            () => MeasureReachability(store),
            "1",
            "1 for a server that responds, 0 for one that does not."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<Measurement<double>> MeasureLags(GraphStore store) =>
        from server in store.Servers
        where server is { Role: ServerRole.Standby, Lag: not null }
        select new Measurement<double>(server.Lag!.Value.TotalSeconds, CreateTag(server));

    private static IEnumerable<Measurement<int>> MeasureReachability(GraphStore store) =>
        store.Servers.Select(server => new Measurement<int>(server.Role == ServerRole.Unreachable ? 0 : 1, CreateTag(server)));

    private static KeyValuePair<string, object?> CreateTag(StoreServer server) => new("projectgraph.store.server", server.Name);
}
