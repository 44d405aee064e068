using System.Diagnostics;
using System.Globalization;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server;

/// <summary>A stage of the processing of a request.</summary>
public enum Stage
{
    Start,
    Parse,
    Validate,
    Plan,
    Sql,
    Write,
}

/// <summary>
/// Times the stages of a request and reports them in the <c>Server-Timing</c> header. A stage starts at the end of the previous one.
/// The times of a repeated stage are added. Times run until the first byte of the response. With a listener, each stage is also a
/// span and a measurement.
/// </summary>
public sealed class RequestStages
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();
    private static readonly string[] Names = [.. Stages.Select(stage => stage.ToString().ToLowerInvariant())];
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long[] _ticks = new long[Stages.Length];
    private readonly Activity? _request = Activity.Current;
    private long _previousEnd;

    private RequestStages() => _previousEnd = _started;

    /// <summary>The completed stages with their durations.</summary>
    public IEnumerable<(Stage Stage, TimeSpan Lasted)> Durations =>
        Stages.Where(stage => _ticks[(int)stage] > 0).Select(stage => (stage, Stopwatch.GetElapsedTime(0, _ticks[(int)stage])));

    public static RequestStages Get(HttpContext context) =>
        context.Features.Get<RequestStages>()
        ?? throw new InvalidOperationException("The stages of the request are not timed. The pipeline lacks UseRequestStages.");

    public static string GetName(Stage stage) => Names[(int)stage];

    /// <summary>Ends a stage now. Parallel fields of a request may call it at the same time.</summary>
    public void End(Stage stage)
    {
        var now = Stopwatch.GetTimestamp();
        Add(stage, Interlocked.Exchange(ref _previousEnd, now), now, now);
    }

    /// <summary>Ends two stages now. The duration of the first is given.</summary>
    public void End(Stage first, TimeSpan lasted, Stage second)
    {
        var now = Stopwatch.GetTimestamp();
        var began = Interlocked.Exchange(ref _previousEnd, now);
        var between = Math.Min(began + (long)(lasted.TotalSeconds * Stopwatch.Frequency), now);
        Add(first, began, between, now);
        Add(second, between, now, now);
    }

    private void Add(Stage stage, long began, long ended, long now)
    {
        if (ended <= began)
            return;
        Interlocked.Add(ref _ticks[(int)stage], ended - began);
        if (!ServerTelemetry.ObservesStages)
            return;
        // Spans use the system's clock, like the runtime's own spans.
        var time = DateTimeOffset.UtcNow;
        ServerTelemetry.RecordStage(
            _request,
            GetName(stage),
            time - Stopwatch.GetElapsedTime(began, now),
            time - Stopwatch.GetElapsedTime(ended, now)
        );
    }

    internal static void Start(HttpContext context)
    {
        var stages = new RequestStages();
        context.Features.Set(stages);
        context.Response.OnStarting(
            static state =>
            {
                var http = (HttpContext)state;
                http.Response.Headers["Server-Timing"] = Get(http).ToString();
                return Task.CompletedTask;
            },
            context
        );
    }

    /// <summary>Returns the header's value in milliseconds, without stages that did not run.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[200];
        var length = 0;
        for (var i = 0; i < _ticks.Length; i++)
            Append(text, ref length, Names[i], _ticks[i]);
        Append(text, ref length, "total", Stopwatch.GetTimestamp() - _started);
        return new(text[..length]);
    }

    private static void Append(Span<char> text, ref int length, string name, long ticks)
    {
        if (ticks == 0)
            return;
        var milliseconds = ticks * 1_000.0 / Stopwatch.Frequency;
        if (
            text[length..]
                .TryWrite(CultureInfo.InvariantCulture, $"{(length == 0 ? "" : ", ")}{name};dur={milliseconds:0.###}", out var written)
        )
            length += written;
    }
}

public static class RequestStagesSetup
{
    public static IApplicationBuilder UseRequestStages(this IApplicationBuilder app) =>
        app.Use(
            static (context, next) =>
            {
                RequestStages.Start(context);
                return next(context);
            }
        );
}
