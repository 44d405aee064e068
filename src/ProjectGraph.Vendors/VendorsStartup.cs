using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>Registers the services that call vendors. The store must be registered too.</summary>
public static class VendorsStartup
{
    /// <summary>Adds a vendor to the built-in ones. Its connector declares all its features.</summary>
    public static IServiceCollection AddVendor(this IServiceCollection services, VendorConnector connector) =>
        services.AddSingleton(connector);

    /// <param name="configuration">
    /// The root configuration. <c>Vendors:Connections</c> and <c>Sandbox:Enabled</c> are read when the server listens.
    /// </param>
    public static IServiceCollection AddVendors(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => VendorRegistry.BuiltIn.With([.. provider.GetServices<VendorConnector>()]));
        services.AddSingleton(provider => GraphModel.WithEnum(provider.GetRequiredService<VendorRegistry>().Members));
        VendorHttp.AddTo(services, configuration);
        services.AddSingleton<VendorAccountHealth>();
        services.AddSingleton<VendorAccounts>();
        services.AddSingleton<ProjectLocks>();
        services.AddSingleton<WriteReconciler>();
        services.AddSingleton<WriteSender>();
        services.AddSingleton<WritePipeline>();
        services.AddSingleton<OperationTargets>();
        services.AddSingleton<UnifiedReferences>();
        services.AddSingleton<UnifiedRunner>();
        services.AddSingleton<BackgroundSyncs>();
        services.AddSingleton<VendorAccountReader>();
        services.AddSingleton<SyncScheduler>();
        services.AddSingleton<FirstSync>();
        services.AddSingleton<LiveReadRunner>();
        services.AddSingleton(provider => new Representations(
            provider.GetRequiredService<VendorRegistry>(),
            provider.GetRequiredService<VendorAccounts>(),
            provider.GetRequiredService<VendorAccountStore>(),
            provider.GetRequiredService<VendorAccountContents>()
        ));
        services.AddSingleton(provider => new OperationRunner(
            provider.GetRequiredService<OperationTargets>(),
            provider.GetRequiredService<OperationLog>(),
            provider.GetRequiredService<WritePipeline>(),
            provider.GetRequiredService<UnifiedRunner>(),
            provider.GetRequiredService<VendorRegistry>(),
            provider.GetRequiredService<ILogger<OperationRunner>>()
        ));
        services.AddSingleton(provider => new OperationRecovery(
            provider.GetRequiredService<VendorAccounts>(),
            provider.GetRequiredService<VendorAccountStore>(),
            provider.GetRequiredService<OperationLog>(),
            provider.GetRequiredService<ProjectLocks>(),
            provider.GetRequiredService<WriteReconciler>()
        ));
        services.AddSingleton(provider => new VendorsService(
            configuration,
            provider.GetRequiredService<IServer>(),
            provider.GetRequiredService<VendorAccounts>(),
            provider.GetRequiredService<FirstSync>(),
            provider.GetRequiredService<SyncScheduler>(),
            provider.GetRequiredService<BackgroundSyncs>(),
            provider.GetRequiredService<OperationRunner>(),
            provider.GetRequiredService<OperationRecovery>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<InstanceHeartbeat>(),
            provider.GetRequiredService<ILogger<VendorsService>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<VendorsService>());
        return services;
    }
}
