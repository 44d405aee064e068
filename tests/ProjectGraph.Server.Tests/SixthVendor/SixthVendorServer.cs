using ProjectGraph.Sandbox;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.SixthVendor;

/// <summary>The program as it is, and one more vendor.</summary>
public sealed class SixthVendorServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await RunningServer.StartAsync(
            services => services.AddVendor(new TinyConnector()).AddSandbox(new TinySandbox()),
            ("Sandbox:ProjectsPerVendor", "10")
        );

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
