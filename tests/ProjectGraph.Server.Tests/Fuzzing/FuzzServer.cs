namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>The program with little data, so that requests are quick.</summary>
public sealed class FuzzServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await RunningServer.StartAsync(("Sandbox:ProjectsPerVendor", "10"), ("GraphQL:Batching", "5"));

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
