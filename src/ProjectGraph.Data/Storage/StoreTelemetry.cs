using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// The spans and the histogram of the store: one span for each statement of a query plan and each transaction. They contain the
/// kind of work and its table, never a value. Without a listener no span is created.
/// </summary>
internal static class StoreTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = StoreMetrics.MeterName;

    private static readonly double[] Boundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "projectgraph.store.operation.duration",
        "s",
        "Time of a statement of a query, or of a transaction.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries }
    );

    /// <summary>Begins the span of a statement. OpenTelemetry's conventions name it after the operation and the table.</summary>
    /// <param name="kind">The statement's purpose: <c>rows</c>, <c>nested_rows</c> or <c>total</c>.</param>
    /// <param name="entity">The table.</param>
    public static StoreSpan? Query(string kind, string entity, string system) => Begin("SELECT", kind, system, entity);

    /// <param name="kind"><c>read</c>, <c>write</c> or <c>coordinate</c>.</param>
    public static StoreSpan? Transaction(string kind, string system) => Begin("projectgraph.store." + kind, kind, system, null);

    private static StoreSpan? Begin(string operation, string kind, string system, string? entity)
    {
        if (!Source.HasListeners() && !Duration.Enabled)
            return null;
        var span = Source.HasListeners()
            ? Source.StartActivity(entity is null ? operation : $"{operation} {entity}", ActivityKind.Client)
            : null;
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("db.system.name", system).SetTag("projectgraph.store.kind", kind);
            if (entity is not null)
                span.SetTag("db.operation.name", operation).SetTag("db.collection.name", entity);
        }
        return new(span, Duration, kind, system);
    }
}

/// <summary>An observed piece of the store's work. If it is disposed without <see cref="Complete"/>, it has failed.</summary>
internal sealed class StoreSpan(Activity? span, Histogram<double> duration, string kind, string system) : IDisposable
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private bool _isEnded;

    public void Complete(long? rows = null)
    {
        _isEnded = true;
        if (rows is not null)
            span?.SetTag("db.response.returned_rows", rows);
    }

    public void Dispose()
    {
        var tags = new TagList { { "db.system.name", system }, { "projectgraph.store.kind", kind } };
        if (!_isEnded)
        {
            // The driver's message is left out, because it may contain a value.
            span?.SetStatus(ActivityStatusCode.Error);
            tags.Add("error.type", "failed");
        }
        duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
        span?.Dispose();
    }
}
