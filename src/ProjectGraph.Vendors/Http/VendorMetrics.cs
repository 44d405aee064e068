using System.Diagnostics;
using System.Diagnostics.Metrics;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// The meter <c>ProjectGraph.Vendors</c>: calls by status and duration, operations by state and duration, sync runs and their
/// records, the remaining rate budgets, and the circuits.
/// </summary>
public sealed class VendorMetrics : IDisposable
{
    public const string MeterName = "ProjectGraph.Vendors";

    // The boundaries of the HTTP conventions, plus higher ones for operations that make several calls.
    private static readonly double[] CallBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60];
    private static readonly double[] SyncBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 14_400];

    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _callDuration;
    private readonly Histogram<double> _operationDuration;
    private readonly Counter<long> _syncs;
    private readonly Counter<long> _records;
    private readonly Histogram<double> _syncDuration;

    public VendorMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _calls = _meter.CreateCounter<long>("projectgraph.vendor.calls", "{call}", "Requests to vendors.");
        _callDuration = Durations("projectgraph.vendor.call.duration", "Time from a request to the end of its response.", CallBoundaries);
        _operationDuration = Durations(
            "projectgraph.operation.duration",
            "Duration of an operation, including all its calls.",
            CallBoundaries
        );
        _syncs = _meter.CreateCounter<long>("projectgraph.sync.runs", "{run}", "Completed syncs.");
        _records = _meter.CreateCounter<long>("projectgraph.sync.records", "{record}", "Records of syncs, by result.");
        _syncDuration = Durations("projectgraph.sync.duration", "Duration of a sync.", SyncBoundaries);
    }

    /// <summary>Observes the vendor accounts of this process.</summary>
    internal void ObserveChannels(Func<IEnumerable<VendorChannel>> channels)
    {
        _meter.CreateObservableGauge(
            "projectgraph.vendor.budget.remaining",
            () => Readings(channels(), channel => channel.Budget.Remaining),
            "{call}",
            "Calls that can be made now."
        );
        _meter.CreateObservableGauge(
            "projectgraph.vendor.circuit.state",
            () => Readings(channels(), channel => (int)channel.Circuit.State),
            null,
            "1 closed, 2 open, 3 half-open."
        );
    }

    /// <param name="status">Null if no complete response was received.</param>
    internal void RecordCall(VendorChannel channel, string method, int? status, string? error, TimeSpan took)
    {
        var tags = Tags(channel);
        tags.Add("http.request.method", method);
        if (status is not null)
            tags.Add("http.response.status_code", status);
        if (error is not null)
            tags.Add(VendorTracing.ErrorKey, error);
        _calls.Add(1, tags);
        _callDuration.Record(took.TotalSeconds, tags);
    }

    internal void RecordOperation(VendorChannel channel, string name, OperationState state, TimeSpan took)
    {
        var tags = Tags(channel);
        tags.Add(VendorTracing.OperationKey, name);
        tags.Add(VendorTracing.StateKey, VendorTracing.GetName(state));
        _operationDuration.Record(took.TotalSeconds, tags);
    }

    internal void RecordSync(VendorChannel channel, SyncReport report)
    {
        var tags = Tags(channel);
        if (report.ErrorCode is { } code)
            tags.Add(VendorTracing.ErrorKey, code);
        _syncs.Add(1, tags);
        _syncDuration.Record((report.EndedAt - report.StartedAt).TotalSeconds, tags);
        foreach (var (kind, count) in Counts(report))
        {
            if (count > 0)
                _records.Add(count, [.. Tags(channel), new("projectgraph.sync.record.kind", kind)]);
        }
    }

    public void Dispose() => _meter.Dispose();

    private Histogram<double> Durations(string name, string description, double[] boundaries) =>
        _meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });

    private static (string Kind, int Count)[] Counts(SyncReport report) =>
        [
            ("read", report.Read),
            ("created", report.Created),
            ("changed", report.Changed),
            ("deleted", report.Deleted),
            ("quarantined", report.Quarantined),
        ];

    private static TagList Tags(VendorChannel channel) =>
        new() { { VendorTracing.AccountKey, channel.VendorAccount.Name }, { VendorTracing.VendorKey, channel.Connector.InputName } };

    private static IEnumerable<Measurement<int>> Readings(IEnumerable<VendorChannel> channels, Func<VendorChannel, int?> read) =>
        from channel in channels
        let value = read(channel)
        where value is not null
        select new Measurement<int>(value.Value, Tags(channel));
}
