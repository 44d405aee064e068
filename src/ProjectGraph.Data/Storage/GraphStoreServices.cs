using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

public static class GraphStoreServices
{
    private const string DefaultFile = "Data Source=data/projectgraph.db";

    /// <summary>Adds the store and everything that writes to it. Reads <c>Store:Provider</c>, <c>ConnectionStrings:ProjectGraph</c> and <c>BI</c>.</summary>
    /// <exception cref="StoreException">The configuration names a provider that there is not, or a value that makes no sense.</exception>
    public static IServiceCollection AddGraphStore(this IServiceCollection services, IConfiguration configuration)
    {
        CheckProvider(configuration["Store:Provider"]);
        var configured = configuration.GetConnectionString("ProjectGraph");
        var reporting = ReportingOptions.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new GraphStore(
            string.IsNullOrWhiteSpace(configured) ? DefaultFile : configured, provider.GetRequiredService<TimeProvider>(), reporting));
        services.AddSingleton(provider => QueryRunner.Over(provider.GetRequiredService<GraphStore>()));
        services.AddSingleton<GraphWriter>();
        services.AddSingleton<SyncRunner>();
        services.AddSingleton<OperationLog>();
        services.AddSingleton<ConnectionStore>();
        return services.AddSingleton<ApiKeyStore>();
    }

    private static void CheckProvider(string? provider)
    {
        if (string.IsNullOrWhiteSpace(provider) || provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase)) return;
        throw new StoreException(StoreException.BadConfiguration, provider.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase)
            ? "Store:Provider is `PostgreSql`, which this version is not built with yet. Use `Sqlite`."
            : $"Store:Provider is `{provider}`. It must be `Sqlite` or `PostgreSql`.");
    }
}
