using System.Diagnostics;
using System.Diagnostics.Metrics;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// The meter <c>ProjectGraph.Vendors</c>: calls by outcome and duration, syncs and what they brought, what is left of the
/// rate budgets, and the circuits.
/// </summary>
public sealed class VendorMetrics : IDisposable
{
    public const string MeterName = "ProjectGraph.Vendors";

    private readonly Meter meter;
    private readonly Counter<long> calls;
    private readonly Histogram<double> callDuration;
    private readonly Counter<long> syncs;
    private readonly Counter<long> records;
    private readonly Histogram<double> syncDuration;

    public VendorMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        calls = meter.CreateCounter<long>("projectgraph.vendor.calls", "{call}", "Requests to vendors.");
        callDuration = meter.CreateHistogram<double>("projectgraph.vendor.call.duration", "s", "Time from a request to the end of its answer.");
        syncs = meter.CreateCounter<long>("projectgraph.sync.runs", "{run}", "Syncs that ended.");
        records = meter.CreateCounter<long>("projectgraph.sync.records", "{record}", "Records of syncs, by what became of them.");
        syncDuration = meter.CreateHistogram<double>("projectgraph.sync.duration", "s", "Time that a sync took.");
    }

    /// <summary>Watches the connections of this process.</summary>
    internal void Watch(Func<IEnumerable<VendorChannel>> channels)
    {
        meter.CreateObservableGauge("projectgraph.vendor.budget.remaining", () => Readings(
            channels(), channel => channel.Budget.Remaining), "{call}", "Calls that may go out now.");
        meter.CreateObservableGauge("projectgraph.vendor.circuit.state", () => Readings(
            channels(), channel => (int)channel.Circuit.State), null, "1 closed, 2 open, 3 half-open.");
    }

    /// <param name="outcome">The status's class (<c>2xx</c>), or <c>none</c> where no whole answer came.</param>
    internal void Call(VendorChannel channel, string method, string outcome, TimeSpan took)
    {
        var tags = Tags(channel);
        tags.Add("method", method);
        tags.Add("outcome", outcome);
        calls.Add(1, tags);
        callDuration.Record(took.TotalSeconds, tags);
    }

    internal void Sync(VendorChannel channel, SyncReport report)
    {
        var tags = Tags(channel);
        tags.Add("outcome", report.ErrorCode ?? "ok");
        syncs.Add(1, tags);
        syncDuration.Record((report.EndedAt - report.StartedAt).TotalSeconds, tags);
        foreach (var (kind, count) in Counts(report))
        {
            if (count > 0) records.Add(count, [.. Tags(channel), new("kind", kind)]);
        }
    }

    public void Dispose() => meter.Dispose();

    private static (string Kind, int Count)[] Counts(SyncReport report) =>
    [
        ("read", report.Read), ("created", report.Created), ("changed", report.Changed), ("deleted", report.Deleted), ("quarantined", report.Quarantined),
    ];

    private static TagList Tags(VendorChannel channel) =>
        new() { { "connection", channel.Connection.Name }, { "vendor", channel.Connector.InputName } };

    private static IEnumerable<Measurement<int>> Readings(IEnumerable<VendorChannel> channels, Func<VendorChannel, int?> read) =>
        from channel in channels let value = read(channel) where value is not null select new Measurement<int>(value.Value, Tags(channel));
}
