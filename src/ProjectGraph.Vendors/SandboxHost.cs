using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Vendors;

/// <summary>
/// Mounts every sandbox at <c>/sandbox/{name}</c>. Its state is stored in the <see cref="IDocumentStore"/> that the host registers,
/// or in memory if there is none.
/// </summary>
public static class SandboxHost
{
    public static IServiceCollection AddSandboxes(this IServiceCollection services, SandboxOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options ?? new());
        foreach (var sandbox in VendorRegistry.BuiltIn.Sandboxes) services.AddSandbox(sandbox);
        return services;
    }

    internal static IServiceCollection AddSandbox(this IServiceCollection services, Sandbox sandbox) =>
        services.AddSingleton(provider => new RunningSandbox(
            sandbox, provider.GetRequiredService<SandboxOptions>(), provider.GetService<IDocumentStore>(), provider.GetRequiredService<TimeProvider>()));

    public static IEndpointRouteBuilder MapSandboxes(this IEndpointRouteBuilder app)
    {
        foreach (var running in app.ServiceProvider.GetServices<RunningSandbox>())
        {
            var group = app.MapGroup(running.Mount);
            SandboxControl.Map(group, running);
            RequestDelegate handler = new SandboxPipeline(running).RunAsync;
            group.Map("/{**path}", handler);
        }
        return app;
    }
}
