using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace ProjectGraph.Server.Tests.Observability;

/// <summary>The service with a collector beside it, and its spans as they are exported.</summary>
public sealed class ObservedServer : IAsyncLifetime
{
    internal OtlpReceiver Receiver { get; private set; } = null!;

    internal RecordedSpans Spans { get; } = new();

    public RunningServer Server { get; private set; } = null!;

    public HttpClient Client => Server.Client;

    public async Task InitializeAsync()
    {
        Receiver = await OtlpReceiver.StartAsync();
        Server = await RunningServer.StartAsync(
            services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(Spans)),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", Receiver.Address),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("Logging:LogLevel:Default", "Information"),
            ("Sandbox:ProjectsPerVendor", "20")
        );
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>Sends a request that belongs to a trace of the caller, and returns its spans once the server's has ended.</summary>
    internal async Task<IReadOnlyList<Activity>> TraceAsync(HttpRequestMessage request)
    {
        var trace = ActivityTraceId.CreateRandom();
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await Client.SendAsync(request);
        await response.Content.ReadAsStringAsync();
        return await Spans.OfAsync(trace, IsRequest);
    }

    internal Task<IReadOnlyList<Activity>> TraceAsync(string url) => TraceAsync(new HttpRequestMessage(HttpMethod.Get, url));

    internal static bool IsRequest(Activity span) => span.Source.Name == "Microsoft.AspNetCore";
}
