using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Data.Storage;
using ProjectGraph.Vendors.CoreData;
using ProjectGraph.Vendors.GrowCrm;
using ProjectGraph.Vendors.Heatpunk;
using ProjectGraph.Vendors.Planhat;
using ProjectGraph.Vendors.Productive;

namespace ProjectGraph.Vendors;

/// <summary>
/// Mounts every sandbox at <c>/sandbox/{name}</c>. Its state is kept in the <see cref="IDocumentStore"/> that the host has
/// registered, and in memory only when there is none.
/// </summary>
public static class SandboxHost
{
    /// <summary>The list: one line a vendor.</summary>
    private static IReadOnlyList<Sandbox> Sandboxes =>
    [
        new HeatpunkSandbox(),
        new PlanhatSandbox(),
        new CoreDataSandbox(),
        new GrowCrmSandbox(),
        new ProductiveSandbox(),
    ];

    public static IServiceCollection AddSandboxes(this IServiceCollection services, SandboxOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        foreach (var sandbox in Sandboxes)
        {
            services.AddSingleton(provider => new RunningSandbox(
                sandbox, options ?? new(), provider.GetService<IDocumentStore>(), provider.GetRequiredService<TimeProvider>()));
        }
        return services;
    }

    public static IEndpointRouteBuilder MapSandboxes(this IEndpointRouteBuilder app)
    {
        foreach (var running in app.ServiceProvider.GetServices<RunningSandbox>())
        {
            var group = app.MapGroup(running.Mount);
            SandboxControl.Map(group, running);
            RequestDelegate answer = new SandboxPipeline(running).Answer;
            group.Map("/{**path}", answer);
        }
        return app;
    }
}
