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

/// <summary>Exports traces, metrics and logs by OTLP. Each signal is exported only if an endpoint is configured for it.</summary>
internal static class Observability
{
    private const string ServiceName = "projectgraph";

    /// <exception cref="StartException">A variable has an invalid value. The message names the variable.</exception>
    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        var (traces, metrics, logs) = (
            OtlpSettings.Read(builder.Configuration, "TRACES"),
            OtlpSettings.Read(builder.Configuration, "METRICS"),
            OtlpSettings.Read(builder.Configuration, "LOGS")
        );
        if (traces is null && metrics is null && logs is null)
            return builder;
        builder.Services.AddSingleton<ExportCutoff>();
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(ConfigureResource);
        if (ConfigureExporter(builder.Services, traces, nameof(traces)))
            telemetry.WithTracing(tracing => AddTraces(tracing).AddOtlpExporter(nameof(traces), static _ => { }));
        if (ConfigureExporter(builder.Services, metrics, nameof(metrics)))
            telemetry.WithMetrics(metering => AddMetrics(metering).AddOtlpExporter(nameof(metrics), static _ => { }));
        if (ConfigureExporter(builder.Services, logs, nameof(logs)))
            telemetry.WithLogging(
                logging => logging.AddOtlpExporter(nameof(logs), static _ => { }),
                options => options.IncludeFormattedMessage = true
            );
        return builder;
    }

    private static bool ConfigureExporter(IServiceCollection services, OtlpSettings? settings, string signal)
    {
        if (settings is not null)
            services.AddOptions<OtlpExporterOptions>(signal).Configure<ExportCutoff>(settings.Apply);
        return settings is not null;
    }

    /// <summary>Adds all exported spans. They do not contain callers' search values.</summary>
    internal static TracerProviderBuilder AddTraces(TracerProviderBuilder tracing)
    {
        // With any other propagator, the HTTP client instrumentation would send trace and baggage to vendors, which are third parties.
        // With this propagator the handlers decide, and the vendors' handlers send nothing.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        return tracing
            .AddSource(ServerTelemetry.Name, VendorMetrics.MeterName)
            .AddStoreInstrumentation()
            .AddAspNetCoreInstrumentation(options =>
            {
                // Orchestrators request health every few seconds.
                options.Filter = static context => !context.Request.Path.StartsWithSegments("/health");
                options.EnrichWithHttpRequest = static (span, request) =>
                {
                    // The query string contains keys, documents and literals, which must not be exported.
                    span.SetTag("url.query", null);
                    if (request.Path.StartsWithSegments(ODataReader.Prefix, StringComparison.OrdinalIgnoreCase))
                        span.SetTag("url.path", MaskedODataPath.UnparsedPath);
                };
            })
            .AddHttpClientInstrumentation(options =>
                options.EnrichWithHttpRequestMessage = static (span, request) =>
                {
                    if (request.RequestUri is { } address)
                        span.SetTag(
                            "url.full",
                            address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
                        );
                }
            );
    }

    /// <summary>Adds all exported metrics.</summary>
    internal static MeterProviderBuilder AddMetrics(MeterProviderBuilder metering) =>
        metering
            .AddMeter(ServerTelemetry.Name, VendorMetrics.MeterName)
            .AddStoreInstrumentation()
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation();

    // The environment comes last, so OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override the defaults.
    private static void ConfigureResource(ResourceBuilder resource) =>
        resource
            .Clear()
            .AddService(
                ServiceName,
                serviceVersion: typeof(Observability)
                    .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                    ?.InformationalVersion
            )
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
}
