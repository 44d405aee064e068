using ProjectGraph.Sandbox;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>The vendors' emulators inside this process: on in Development unless <c>Sandbox:Enabled</c> says otherwise.</summary>
internal static class Sandboxes
{
    private const string Switch = "Sandbox:Enabled";
    private const string DefaultFile = "data/sandbox.db";

    public static WebApplicationBuilder AddSandboxes(this WebApplicationBuilder builder)
    {
        // Said once, for everyone who asks the configuration.
        builder.Configuration[Switch] ??= builder.Environment.IsDevelopment().ToString();
        if (!AreEnabled(builder.Configuration)) return builder;
        var file = builder.Configuration["Sandbox:File"] ?? DefaultFile;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        builder.Services.AddSingleton<ISandboxDocuments>(_ => new SandboxDocuments(file));
        builder.Services.AddSandboxes(builder.Configuration.GetSection("Sandbox").Get<SandboxOptions>());
        return builder;
    }

    /// <summary>They answer like the vendors, who know nothing of this service's callers: their own credentials are theirs to check.</summary>
    public static WebApplication MapEnabledSandboxes(this WebApplication app)
    {
        if (AreEnabled(app.Configuration)) app.MapGroup("").AllowAnonymous().DisableRateLimiting().MapSandboxes();
        return app;
    }

    /// <summary>List items for the landing page.</summary>
    public static string Links(VendorRegistry vendors) => string.Concat(vendors.ConnectorsWithSandbox.Select(vendor => $"<li><a href=\"/sandbox/{vendor.SandboxPath!.Split('/')[1]}/_about\">{vendor.Name}</a></li>"));

    public static bool AreEnabled(IConfiguration configuration) => configuration.GetValue(Switch, false);
}
