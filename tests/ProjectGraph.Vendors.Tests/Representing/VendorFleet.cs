using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Tests.Representing;

/// <summary>A service with a synced vendor account at every vendor's sandbox.</summary>
public sealed class VendorFleet : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<Vendor, VendorChannel> _channels = [];

    internal VendorHost Host { get; private set; } = null!;

    internal Representations Representations => Host.Get<Representations>();

    internal VendorChannel Channel(Vendor vendor) => _channels[vendor];

    /// <summary>Returns the vendor's projects from the graph.</summary>
    internal async Task<IReadOnlyList<Project>> ProjectsAsync(Vendor vendor)
    {
        var ids = await Host.Get<VendorAccountContents>().NewestProjectsAsync(Channel(vendor).VendorAccount.Id, 1000, default);
        var projects = new List<Project>();
        foreach (var id in ids)
            projects.Add((await Host.Store.FindProjectAsync(id, default))!);
        return projects;
    }

    public async Task InitializeAsync()
    {
        Host = await VendorHost.StartAsync(_folder.Path, projects: 20);
        foreach (var connector in VendorRegistry.BuiltIn.Connectors)
        {
            var channel = _channels[connector.Vendor] = await Host.ConnectAsync(connector.Vendor, connector.Name);
            (await Host.SyncAsync(channel)).Error.ShouldBeNull();
        }
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
