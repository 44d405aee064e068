using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ProjectGraph.Server.Tests;

/// <summary>The real program on a port of its own, with a store of its own. It is ready when it is handed out.</summary>
public sealed class RunningServer : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly Dictionary<string, string> settings;
    private readonly Action<IServiceCollection>? services;
    private readonly TemporaryFolder folder = new();

    public RunningServer() : this([], null)
    {
    }

    private RunningServer(Dictionary<string, string> settings, Action<IServiceCollection>? services)
    {
        (this.settings, this.services) = (settings, services);
        UseKestrel(0);
    }

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <param name="settings">Configuration beside the defaults: <c>environment</c>, <c>Sandbox:ProjectsPerVendor</c>, …</param>
    public static Task<RunningServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    /// <param name="services">What stands in for a part of the program that would have to break.</param>
    public static async Task<RunningServer> StartAsync(Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        var server = new RunningServer(settings.ToDictionary(pair => pair.Key, pair => pair.Value), services);
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        StartServer();
        Client = CreateClient();
        Address = Client.BaseAddress!;
        await Services.GetRequiredService<Readiness>().WhenReady.WaitAsync(TimeSpan.FromMinutes(2));
    }

    public override async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await base.DisposeAsync();
        folder.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:ProjectGraph", $"Data Source={folder.File("graph.db")}");
        builder.UseSetting("Sandbox:File", folder.File("sandbox.db"));
        // All five together stay below the largest page, so that a test can see everything at once.
        builder.UseSetting("Sandbox:ProjectsPerVendor", "150");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        if (services is not null) builder.ConfigureServices(services);
    }
}
