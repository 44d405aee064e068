using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ProjectGraph.Data.Storage;

/// <summary>Adds the telemetry of the store and of its PostgreSQL driver to the exporters.</summary>
public static class StoreInstrumentation
{
    public static TracerProviderBuilder AddStoreInstrumentation(this TracerProviderBuilder tracing) =>
        tracing.AddSource(StoreTelemetry.Name).AddNpgsql();

    public static MeterProviderBuilder AddStoreInstrumentation(this MeterProviderBuilder metrics) =>
        metrics.AddMeter(StoreTelemetry.Name).AddNpgsqlInstrumentation();
}
