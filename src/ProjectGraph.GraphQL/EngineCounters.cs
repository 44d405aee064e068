namespace ProjectGraph.GraphQL;

/// <summary>Counts the work that should happen once per document.</summary>
public sealed class EngineCounters
{
    private long _parsed;
    private long _validated;
    private long _compiled;

    public long DocumentsParsed => Interlocked.Read(ref _parsed);

    public long DocumentsValidated => Interlocked.Read(ref _validated);

    public long OperationsCompiled => Interlocked.Read(ref _compiled);

    internal void CountParsed() => Interlocked.Increment(ref _parsed);

    internal void CountValidated() => Interlocked.Increment(ref _validated);

    internal void CountCompiled() => Interlocked.Increment(ref _compiled);
}
