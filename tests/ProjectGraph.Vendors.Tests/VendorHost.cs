using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Tests;

/// <summary>Runs the store, the sandboxes on Kestrel, and our client, which calls them over HTTP.</summary>
internal sealed class VendorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private VendorHost(WebApplication app, RecordedLines lines, SkippingTime time) => (_app, Lines, Time) = (app, lines, time);

    public static OperationCaller Caller { get; } = new(CallerKind.Key, "1", "tests");

    public SkippingTime Time { get; }

    /// <summary>The logged lines.</summary>
    public RecordedLines Lines { get; }

    public OperationRunner Runner => Get<OperationRunner>();
    public LiveReadRunner LiveReads => Get<LiveReadRunner>();
    public VendorAccountStore Store => Get<VendorAccountStore>();
    public OperationLog Log => Get<OperationLog>();
    public OperationRecovery Recovery => Get<OperationRecovery>();
    public VendorAccounts VendorAccounts => Get<VendorAccounts>();

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    /// <param name="folder">The folder of the store and the sandboxes' state.</param>
    /// <param name="clock">The clock. Hosts of one service share it.</param>
    public static async Task<VendorHost> StartAsync(
        string folder,
        int projects = 0,
        Dictionary<string, string?>? configuration = null,
        SkippingTime? clock = null
    )
    {
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateSlimBuilder();
        var (lines, time) = (new RecordedLines(), clock ?? new());
        builder.Logging.ClearProviders().AddProvider(lines).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(configuration ?? []);
        builder.Configuration["ConnectionStrings:ProjectGraph"] ??= $"Data Source={Path.Combine(folder, "graph.db")}";
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<ISandboxDocuments>(_ => new SandboxDocuments(Path.Combine(folder, "sandbox.db")));
        builder.Services.AddGraphStore(builder.Configuration);
        builder.Services.AddSandboxes(new() { ProjectsPerVendor = projects });
        builder.Services.AddVendors(builder.Configuration);
        var app = builder.Build();
        app.MapSandboxes();
        await app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        await app.StartAsync();
        return new(app, lines, time);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public RunningSandbox Sandbox(string name) =>
        _app.Services.GetServices<RunningSandbox>().Single(running => running.Sandbox.Name == name);

    /// <summary>Registers a vendor account at a vendor's sandbox.</summary>
    public Task<VendorChannel> ConnectAsync(
        Vendor vendor,
        string name = "test",
        Dictionary<string, string>? credentials = null,
        Dictionary<string, string>? settings = null,
        Uri? address = null
    )
    {
        var connector = VendorRegistry.BuiltIn.Find(vendor)!;
        return VendorAccounts.RegisterAsync(
            new(
                name,
                vendor,
                address ?? new(Address, connector.SandboxPath),
                credentials ?? connector.SandboxCredentials,
                new Dictionary<string, string>(connector.SandboxSettings.Concat(settings ?? []), StringComparer.OrdinalIgnoreCase)
            )
            {
                AllowPrivateNetwork = true,
            },
            CancellationToken.None
        );
    }

    public Task<SyncReport> SyncAsync(VendorChannel channel, CancellationToken cancellationToken = default) =>
        Get<VendorAccountReader>().SyncAsync(channel, expected: null, cancellationToken);

    public async Task<long> CountAsync(VendorChannel channel) =>
        (await Store.ListAsync(default)).Single(vendorAccount => vendorAccount.Id == channel.VendorAccount.Id).ProjectCount;

    /// <summary>Finds the graph's project by the vendor's id.</summary>
    public async Task<Project?> FindAsync(VendorChannel channel, string vendorId)
    {
        var ids = await Store.ProjectIdsAsync(channel.VendorAccount.Id, [vendorId], default);
        return ids.TryGetValue(vendorId, out var id) ? await Store.FindProjectAsync(id, default) : null;
    }

    public Task<OperationResult> RunAsync(
        string operation,
        object input,
        long? projectId = null,
        OperationCaller? caller = null,
        CancellationToken cancellationToken = default
    ) => Runner.RunAsync(operation, Values.Convert(input), caller ?? Caller, projectId, cancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
