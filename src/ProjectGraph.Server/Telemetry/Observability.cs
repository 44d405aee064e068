using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ProjectGraph.Data.Storage;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Server.Telemetry;

/// <summary>Exports traces, metrics and logs by OTLP, each where an endpoint is configured for it. Without one, nothing of it is set up.</summary>
internal static class Observability
{
    private const string ServiceName = "projectgraph";

    /// <exception cref="StartException">An endpoint is not an address; the message names its variable.</exception>
    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        var (traces, metrics, logs) = (OtlpSettings.Read(builder.Configuration, "TRACES"), OtlpSettings.Read(builder.Configuration, "METRICS"), OtlpSettings.Read(builder.Configuration, "LOGS"));
        if (traces is null && metrics is null && logs is null) return builder;
        builder.Services.AddSingleton<ExportCutoff>();
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(Describe);
        if (Exports(builder.Services, traces, nameof(traces))) telemetry.WithTracing(tracing => Trace(tracing).AddOtlpExporter(nameof(traces), static _ => { }));
        if (Exports(builder.Services, metrics, nameof(metrics))) telemetry.WithMetrics(metering => Measure(metering).AddOtlpExporter(nameof(metrics), static _ => { }));
        if (Exports(builder.Services, logs, nameof(logs)))
            telemetry.WithLogging(logging => logging.AddOtlpExporter(nameof(logs), static _ => { }), options => options.IncludeFormattedMessage = true);
        return builder;
    }

    private static bool Exports(IServiceCollection services, OtlpSettings? settings, string signal)
    {
        if (settings is not null) services.AddOptions<OtlpExporterOptions>(signal).Configure<ExportCutoff>(settings.Apply);
        return settings is not null;
    }

    /// <summary>All spans that are exported, without what callers look for.</summary>
    internal static TracerProviderBuilder Trace(TracerProviderBuilder tracing)
    {
        // The instrumentation of HTTP clients would send the trace and the baggage along by any other one: to vendors, which are third
        // parties. With this one it leaves that to the handlers, and those of vendors send nothing.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        return tracing
            .AddSource(ServerTelemetry.Name, VendorMetrics.MeterName)
            .AddStoreInstrumentation()
            .AddAspNetCoreInstrumentation(options =>
            {
                // Orchestrators ask every few seconds.
                options.Filter = static context => !context.Request.Path.StartsWithSegments("/health");
                options.EnrichWithHttpRequest = static (span, request) =>
                {
                    // Keys, documents and literals stand there: no value of it is anybody's business.
                    span.SetTag("url.query", null);
                    if (request.Path.StartsWithSegments(ODataReader.Prefix, StringComparison.OrdinalIgnoreCase)) span.SetTag("url.path", ODataPathShape.Unknown);
                };
            })
            .AddHttpClientInstrumentation(options => options.EnrichWithHttpRequestMessage = static (span, request) =>
            {
                if (request.RequestUri is { } address) span.SetTag("url.full", address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
            });
    }

    /// <summary>All metrics that are exported.</summary>
    internal static MeterProviderBuilder Measure(MeterProviderBuilder metering) => metering
        .AddMeter(ServerTelemetry.Name, VendorMetrics.MeterName)
        .AddStoreInstrumentation()
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation();

    // The environment comes last: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win over the defaults.
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService(ServiceName, serviceVersion: typeof(Observability).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
