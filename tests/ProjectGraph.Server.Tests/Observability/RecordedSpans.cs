using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace ProjectGraph.Server.Tests.Observability;

/// <summary>Keeps all spans that the service exports.</summary>
internal sealed class RecordedSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly SemaphoreSlim _news = new(0);

    public IReadOnlyList<Activity> All => [.. _ended];

    public override void OnEnd(Activity data)
    {
        _ended.Enqueue(data);
        _news.Release();
    }

    /// <summary>The spans of a trace, once this one has ended.</summary>
    public async Task<IReadOnlyList<Activity>> OfAsync(ActivityTraceId trace, Func<Activity, bool> last)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            var spans = All.Where(span => span.TraceId == trace).ToArray();
            if (spans.Any(last))
                return spans;
            await _news.WaitAsync(patience.Token);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _news.Dispose();
        base.Dispose(disposing);
    }
}
