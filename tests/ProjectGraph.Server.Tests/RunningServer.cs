using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ProjectGraph.Server.Tests;

/// <summary>The real program on its own port, with its own store. <c>StartAsync</c> returns it when it is ready.</summary>
public sealed class RunningServer : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly Dictionary<string, string> _settings;
    private readonly Action<IServiceCollection>? _services;
    private readonly TemporaryFolder _folder = new();
    private TestStore _store = null!;

    public RunningServer()
        : this([], null) { }

    private RunningServer(Dictionary<string, string> settings, Action<IServiceCollection>? services)
    {
        (_settings, _services) = (settings, services);
        UseKestrel(0);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The path of the store if it is a file.</summary>
    internal string StoreFile => _folder.File("graph.db");

    /// <summary>The logged warnings and errors.</summary>
    internal RecordedLog Log { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    /// <param name="settings">Configuration beside the defaults: <c>environment</c>, <c>Sandbox:ProjectsPerVendor</c>, …</param>
    public static Task<RunningServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    /// <param name="services">Replacements of services that a test makes fail.</param>
    public static async Task<RunningServer> StartAsync(Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        var server = new RunningServer(settings.ToDictionary(pair => pair.Key, pair => pair.Value), services);
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        _store = await TestStore.CreateAsync(_folder.File("graph.db"));
        StartServer();
        Client = CreateClient();
        Address = Client.BaseAddress!;
        await Services.GetRequiredService<Readiness>().WhenReady.WaitAsync(TimeSpan.FromMinutes(10));
    }

    public override async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await base.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        if (!_settings.ContainsKey("ConnectionStrings:ProjectGraph"))
            foreach (var (key, value) in _store.Settings)
                builder.UseSetting(key, value);
        // The factory chooses the port and ignores PORT.
        builder.UseSetting("PORT", "0");
        builder.UseSetting("Sandbox:File", _folder.File("sandbox.db"));
        // All five vendors together fit in the largest page, so a test can read everything at once.
        builder.UseSetting("Sandbox:ProjectsPerVendor", "150");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(Log));
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        if (_services is not null)
            builder.ConfigureServices(_services);
    }
}
