using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProjectGraph.Server.Telemetry;

/// <summary>
/// The activity source and the meter <c>ProjectGraph.Server</c>: stages of requests, GraphQL operations and open streams. Texts of
/// documents, variables, keys and options are not in them. Where nobody listens, nothing is made.
/// </summary>
internal static class ServerTelemetry
{
    public const string Name = "ProjectGraph.Server";

    /// <summary>Says of a span that it lasts as long as a stream was open, and by which transport.</summary>
    public const string StreamKey = "projectgraph.stream";

    // A name is the client's: one that is longer than any of a sane client is cut.
    private const int LongestName = 100;

    private static readonly double[] Boundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> StageDuration = Meter.CreateHistogram(
        "projectgraph.request.stage.duration", "s", "Time that requests spent in a stage.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries });

    private static readonly UpDownCounter<long> Streams = Meter.CreateUpDownCounter<long>("projectgraph.streams", "{stream}", "WebSockets and event streams that are open.");

    /// <summary>Whether somebody observes the stages of requests.</summary>
    public static bool ObservesStages => Source.HasListeners() || StageDuration.Enabled;

    /// <summary>Records a stage that has ended: as a span beside those of the work that it consisted of.</summary>
    /// <param name="request">The request's span; null where it has none.</param>
    public static void Stage(Activity? request, string stage, DateTimeOffset start, DateTimeOffset end)
    {
        StageDuration.Record((end - start).TotalSeconds, new KeyValuePair<string, object?>("projectgraph.stage", stage));
        if (request is null || !Source.HasListeners()) return;
        using var span = Source.StartActivity("projectgraph.stage." + stage, ActivityKind.Internal, request.Context, startTime: start);
        span?.SetEndTime(end.UtcDateTime);
    }

    public static Activity? StartWarmUp() => Source.HasListeners() ? Source.StartActivity("projectgraph.warm_up") : null;

    /// <summary>A GraphQL operation. Its type and name follow once the document is understood (<see cref="Describe"/>).</summary>
    public static Activity? StartGraphQL() => Source.HasListeners() ? Source.StartActivity("GraphQL Operation") : null;

    /// <summary>The same for an operation of a WebSocket: a trace of its own, linked to the connection's, which ends much later.</summary>
    public static Activity? StartSocketOperation(Activity? connection)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        return Source.StartActivity("GraphQL Operation", ActivityKind.Server, default(ActivityContext), links: connection is null ? null : [new(connection.Context)]);
    }

    /// <summary>Names the GraphQL operation that is running, by the conventions for GraphQL.</summary>
    public static void Describe(string type, string? name)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span || span.Source != Source || span.OperationName != "GraphQL Operation") return;
        span.DisplayName = type;
        span.SetTag("graphql.operation.type", type);
        if (name is not null) span.SetTag("graphql.operation.name", name.Length > LongestName ? name[..LongestName] : name);
    }

    /// <summary>
    /// Marks a request that lasts as long as its client likes: its span says so, and it is not counted with the durations of requests.
    /// </summary>
    /// <returns>To be disposed when the stream ends.</returns>
    public static IDisposable OpenStream(HttpContext context, string transport)
    {
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMetricsTagsFeature>() is { } metrics) metrics.MetricsDisabled = true;
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpActivityFeature>()?.Activity.SetTag(StreamKey, transport);
        return new OpenedStream(transport);
    }

    private sealed class OpenedStream : IDisposable
    {
        private readonly KeyValuePair<string, object?> _transport;

        public OpenedStream(string transport)
        {
            _transport = new(StreamKey, transport);
            Streams.Add(1, _transport);
        }

        public void Dispose() => Streams.Add(-1, _transport);
    }
}
