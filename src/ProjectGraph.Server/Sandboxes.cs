using ProjectGraph.Sandbox;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Runs the vendors' emulators in this process. <c>Sandbox:Enabled</c> is true by default in Development.</summary>
internal static class Sandboxes
{
    private const string EnabledSetting = "Sandbox:Enabled";
    private const string DefaultFile = "data/sandbox.db";

    public static WebApplicationBuilder AddSandboxes(this WebApplicationBuilder builder)
    {
        // The default is set here once, for all readers of the configuration.
        builder.Configuration[EnabledSetting] ??= builder.Environment.IsDevelopment().ToString();
        if (!AreEnabled(builder.Configuration))
            return builder;
        var file = builder.Configuration["Sandbox:File"] ?? DefaultFile;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        builder.Services.AddSingleton<ISandboxDocuments>(_ => new SandboxDocuments(file));
        builder.Services.AddSandboxes(builder.Configuration.GetSection("Sandbox").Get<SandboxOptions>());
        return builder;
    }

    /// <summary>Maps the sandboxes as anonymous endpoints. Like the vendors, they check their own credentials.</summary>
    public static WebApplication MapEnabledSandboxes(this WebApplication app)
    {
        if (AreEnabled(app.Configuration))
            app.MapGroup("").AllowAnonymous().DisableRateLimiting().MapSandboxes();
        return app;
    }

    /// <summary>Returns the sandboxes' list items for the landing page.</summary>
    public static string CreateLinks(VendorRegistry vendors) =>
        string.Concat(
            vendors.ConnectorsWithSandbox.Select(vendor =>
                $"<li><a href=\"/sandbox/{vendor.SandboxPath!.Split('/')[1]}/_about\">{vendor.Name}</a></li>"
            )
        );

    public static bool AreEnabled(IConfiguration configuration) => configuration.GetValue(EnabledSetting, false);
}
