using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Sandbox.CoreData;
using ProjectGraph.Sandbox.GrowCrm;
using ProjectGraph.Sandbox.Heatpunk;
using ProjectGraph.Sandbox.Planhat;
using ProjectGraph.Sandbox.Productive;

namespace ProjectGraph.Sandbox;

/// <summary>
/// Mounts every sandbox at <c>/sandbox/{name}</c>. Its state is stored in the <see cref="ISandboxDocuments"/> that the host registers,
/// or in memory if there is none.
/// </summary>
public static class SandboxHost
{
    private static readonly VendorSandbox[] BuiltIn =
    [
        new HeatpunkSandbox(),
        new PlanhatSandbox(),
        new GrowCrmSandbox(),
        new CoreDataSandbox(),
        new ProductiveSandbox(),
    ];

    public static IServiceCollection AddSandboxes(this IServiceCollection services, SandboxOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options ?? new());
        foreach (var sandbox in BuiltIn)
            services.AddSandbox(sandbox);
        return services;
    }

    /// <summary>Adds the emulator of a vendor that is not built in.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, VendorSandbox sandbox) =>
        services.AddSingleton(provider => new RunningSandbox(
            sandbox,
            provider.GetRequiredService<SandboxOptions>(),
            provider.GetService<ISandboxDocuments>(),
            provider.GetRequiredService<TimeProvider>()
        ));

    public static IEndpointRouteBuilder MapSandboxes(this IEndpointRouteBuilder app)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var running in app.ServiceProvider.GetServices<RunningSandbox>())
        {
            if (!names.Add(running.Sandbox.Name))
                throw new InvalidOperationException(
                    $"Two sandboxes are named '{running.Sandbox.Name}'. Choose another name for one of them."
                );
            var group = app.MapGroup(running.Mount);
            SandboxControl.Map(group, running);
            RequestDelegate handler = new SandboxPipeline(running).RunAsync;
            group.Map("/{**path}", handler);
        }
        return app;
    }
}
