using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

public static class GraphStoreServices
{
    private const string DefaultFile = "Data Source=data/projectgraph.db";

    /// <summary>Adds the store and everything that writes to it. Reads <c>Store:Provider</c>, <c>ConnectionStrings:ProjectGraph</c> and <c>BI</c>.</summary>
    /// <exception cref="StoreException">The configuration names an unknown provider, or has a value out of range.</exception>
    public static IServiceCollection AddGraphStore(this IServiceCollection services, IConfiguration configuration)
    {
        var database = CreateDatabase(
            configuration["Store:Provider"],
            configuration.GetConnectionString("ProjectGraph"),
            configuration.GetValue<TimeSpan?>("Store:MaxStandbyLag")
        );
        var reporting = ReportingOptions.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new GraphStore(database(), provider.GetRequiredService<TimeProvider>(), reporting));
        services.AddSingleton(provider => QueryRunner.Create(provider.GetRequiredService<GraphStore>()));
        services.AddSingleton<RowSizes>();
        services.AddSingleton<GraphWriter>();
        services.AddSingleton<ChangeHistory>();
        services.AddSingleton<InstanceHeartbeat>();
        services.AddHostedService(provider => provider.GetRequiredService<InstanceHeartbeat>());
        services.AddHostedService<ChangeRetention>();
        services.AddMetrics().AddHostedService<StoreMetrics>();
        services.AddSingleton<SyncRunner>();
        services.AddSingleton<OperationLog>();
        services.AddSingleton<VendorAccountStore>();
        services.AddSingleton<VendorAccountContents>();
        services.AddSingleton(provider => provider.GetRequiredService<GraphStore>().CreateCommitNotifier());
        services.AddSingleton(provider => new ChangeFeed(
            provider.GetRequiredService<GraphStore>(),
            provider.GetRequiredService<ICommitNotifier>()
        ));
        services.AddSingleton<ProjectLeases>();
        services.AddSingleton<SharedBudgets>();
        services.AddSingleton(provider => new AsyncResults(
            provider.GetRequiredService<GraphStore>(),
            provider.GetRequiredService<ICommitNotifier>()
        ));
        return services.AddSingleton<ApiKeyStore>();
    }

    /// <param name="provider">The value of <c>Store:Provider</c>. The default is SQLite.</param>
    /// <exception cref="StoreException">The provider is unknown.</exception>
    internal static bool IsPostgres(string? provider)
    {
        if (string.IsNullOrWhiteSpace(provider) || provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            return false;
        return provider.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new StoreException(
                StoreException.BadConfiguration,
                $"Store:Provider is `{provider}`. It must be `Sqlite` or `PostgreSql`."
            );
    }

    private static Func<StoreDatabase> CreateDatabase(string? provider, string? connectionString, TimeSpan? longestLag)
    {
        if (!IsPostgres(provider))
            return () => new SqliteDatabase(string.IsNullOrWhiteSpace(connectionString) ? DefaultFile : connectionString);
        var settings = PostgresSettings.Read(connectionString, longestLag);
        return () => new PostgresDatabase(settings);
    }
}
