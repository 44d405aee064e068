using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ProjectGraph.Data.Storage;

/// <summary>Adds the store's own telemetry and that of its PostgreSQL driver to what is exported.</summary>
public static class StoreInstrumentation
{
    public static TracerProviderBuilder AddStoreInstrumentation(this TracerProviderBuilder tracing) => tracing.AddSource(StoreTelemetry.Name).AddNpgsql();

    public static MeterProviderBuilder AddStoreInstrumentation(this MeterProviderBuilder metrics) => metrics.AddMeter(StoreTelemetry.Name).AddNpgsqlInstrumentation();
}
