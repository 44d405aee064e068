using ProjectGraph.Data.Storage;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>The vendors' emulators: part of the service where <c>Sandbox:Enabled</c> says so, and otherwise not there at all.</summary>
internal static class Sandboxes
{
    public static bool AreEnabled(IConfiguration configuration) => configuration.GetValue("Sandbox:Enabled", false);

    public static IServiceCollection AddSandboxes(this IServiceCollection services, IConfiguration configuration) => AreEnabled(configuration)
        ? services.AddSandboxDocuments(configuration).AddSandboxes(configuration.GetSection("Sandbox").Get<SandboxOptions>())
        : services;

    /// <summary>They ask for the vendors' own credentials, not for the service's keys.</summary>
    public static void MapSandboxes(this WebApplication app)
    {
        if (AreEnabled(app.Configuration)) app.MapGroup("").AllowAnonymous().MapSandboxes();
    }
}
