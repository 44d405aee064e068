using System.Diagnostics;
using System.Globalization;

namespace ProjectGraph.Server;

/// <summary>What a request's time is spent on.</summary>
public enum Stage { Parse, Plan, Sql, Write }

/// <summary>
/// Times the stages of a request and tells them in the <c>Server-Timing</c> header. A stage lasts from the end of the one
/// before; one that comes twice adds up. Times are those up to the answer's first byte.
/// </summary>
public sealed class RequestStages
{
    private readonly long started = Stopwatch.GetTimestamp();
    private long parse, plan, sql, write;
    private long mark;

    private RequestStages() => mark = started;

    public static RequestStages Of(HttpContext context) =>
        context.Features.Get<RequestStages>() ?? throw new InvalidOperationException("The request's stages are not timed: UseRequestStages is missing.");

    /// <summary>The stage ends now.</summary>
    public void End(Stage stage)
    {
        var now = Stopwatch.GetTimestamp();
        var lasted = now - mark;
        mark = now;
        switch (stage)
        {
            case Stage.Parse: parse += lasted; break;
            case Stage.Plan: plan += lasted; break;
            case Stage.Sql: sql += lasted; break;
            case Stage.Write: write += lasted; break;
        }
    }

    internal static void Start(HttpContext context)
    {
        var stages = new RequestStages();
        context.Features.Set(stages);
        context.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            http.Response.Headers["Server-Timing"] = Of(http).ToString();
            return Task.CompletedTask;
        }, context);
    }

    /// <summary>As the header has it: milliseconds, stages that never ran left out.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[160];
        var length = 0;
        Append(text, ref length, "parse", parse);
        Append(text, ref length, "plan", plan);
        Append(text, ref length, "sql", sql);
        Append(text, ref length, "write", write);
        Append(text, ref length, "total", Stopwatch.GetTimestamp() - started);
        return new(text[..length]);
    }

    private static void Append(Span<char> text, ref int length, string name, long ticks)
    {
        if (ticks == 0) return;
        var milliseconds = ticks * 1_000.0 / Stopwatch.Frequency;
        if (text[length..].TryWrite(CultureInfo.InvariantCulture, $"{(length == 0 ? "" : ", ")}{name};dur={milliseconds:0.###}", out var written))
            length += written;
    }
}

public static class RequestStagesSetup
{
    public static IApplicationBuilder UseRequestStages(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        RequestStages.Start(context);
        return next(context);
    });
}
