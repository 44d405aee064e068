using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProjectGraph.Server.Telemetry;

/// <summary>
/// The activity source and the meter <c>ProjectGraph.Server</c>, for request stages, GraphQL operations and open streams. They
/// contain no text of documents, variables, keys or options. Without a listener, no span or measurement is created.
/// </summary>
internal static class ServerTelemetry
{
    public const string Name = "ProjectGraph.Server";

    /// <summary>The tag of a span that lasts as long as its stream is open. Its value is the transport.</summary>
    public const string StreamKey = "projectgraph.stream";

    // Clients choose the name, so a long name is truncated.
    private const int MaxNameLength = 100;

    private static readonly double[] Boundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> StageDuration = Meter.CreateHistogram(
        "projectgraph.request.stage.duration",
        "s",
        "The time that requests spent in a stage.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries }
    );

    private static readonly UpDownCounter<long> Streams = Meter.CreateUpDownCounter<long>(
        "projectgraph.streams",
        "{stream}",
        "Open WebSockets and event streams."
    );

    /// <summary>Whether a listener observes request stages.</summary>
    public static bool ObservesStages => Source.HasListeners() || StageDuration.Enabled;

    /// <summary>Records a completed stage as a measurement and a span. Its span is a sibling of the spans of its work.</summary>
    /// <param name="request">The request's span, or null.</param>
    public static void RecordStage(Activity? request, string stage, DateTimeOffset start, DateTimeOffset end)
    {
        StageDuration.Record((end - start).TotalSeconds, new KeyValuePair<string, object?>("projectgraph.stage", stage));
        if (request is null || !Source.HasListeners())
            return;
        using var span = Source.StartActivity("projectgraph.stage." + stage, ActivityKind.Internal, request.Context, startTime: start);
        span?.SetEndTime(end.UtcDateTime);
    }

    public static Activity? StartWarmUp() => Source.HasListeners() ? Source.StartActivity("projectgraph.warm_up") : null;

    /// <summary>Starts the span of a GraphQL operation. <see cref="DescribeOperation"/> adds its type and name after parsing.</summary>
    public static Activity? StartGraphQL() => Source.HasListeners() ? Source.StartActivity("GraphQL Operation") : null;

    /// <summary>Starts the span of a WebSocket's operation in its own trace. It links to the WebSocket's span, which ends later.</summary>
    public static Activity? StartSocketOperation(Activity? connection)
    {
        if (!Source.HasListeners())
            return null;
        Activity.Current = null;
        return Source.StartActivity(
            "GraphQL Operation",
            ActivityKind.Server,
            default(ActivityContext),
            links: connection is null ? null : [new(connection.Context)]
        );
    }

    /// <summary>Adds type and name to the span of the running GraphQL operation, by OpenTelemetry's conventions for GraphQL.</summary>
    public static void DescribeOperation(string type, string? name)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span || span.Source != Source || span.OperationName != "GraphQL Operation")
            return;
        span.DisplayName = type;
        span.SetTag("graphql.operation.type", type);
        if (name is not null)
            span.SetTag("graphql.operation.name", name.Length > MaxNameLength ? name[..MaxNameLength] : name);
    }

    /// <summary>
    /// Marks a request as a stream, whose duration the client decides. Its span is tagged, and request durations exclude it.
    /// </summary>
    /// <returns>An object to dispose when the stream ends.</returns>
    public static IDisposable OpenStream(HttpContext context, string transport)
    {
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;
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
