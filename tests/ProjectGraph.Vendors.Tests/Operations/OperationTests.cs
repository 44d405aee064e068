using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.Operations;

/// <summary>A host with Planhat's example data, synced into the graph.</summary>
public abstract class OperationTests : IAsyncLifetime
{
    protected const string Company = "61006bc89a3e0b702ed8ea49";
    protected const string Project = "6101a50072c0e0884d5e8db1";

    private readonly TemporaryFolder _folder = new();

    internal VendorHost Host { get; private set; } = null!;
    internal VendorChannel Channel { get; private set; } = null!;
    internal RunningSandbox Sandbox => Host.Sandbox("planhat");

    public async Task InitializeAsync() => await StartAsync();

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task RestartAsync(bool sync)
    {
        await Host.DisposeAsync();
        await StartAsync(sync);
    }

    internal async Task<Project> ProjectAsync() => (await Host.FindAsync(Channel, Project))!;

    internal async Task<long> ProjectIdAsync() => (await ProjectAsync()).Id;

    internal async Task<Operation> OperationAsync(OperationResult result) => (await Host.Log.FindAsync(result.OperationId, default))!;

    internal JsonObject? AtVendor(string id) => Sandbox.Run(() => Sandbox.Store["projects"].Get(id)?.DeepClone() as JsonObject);

    internal int Writes() => Sandbox.Log.Recent().Count(request => request.Method != "GET");

    internal void Fault(SandboxFaultKind kind, string method, int? times = 1, int status = 500, string? retryAfter = null) =>
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = kind,
                Method = method,
                Path = "/projects",
                Times = times,
                Status = status,
                RetryAfter = retryAfter,
            }
        );

    internal static JsonNode Json(string? text) => JsonNode.Parse(text!)!;

    private async Task StartAsync(bool sync = true)
    {
        Host = await VendorHost.StartAsync(_folder.Path);
        Channel = await Host.ConnectAsync(Vendor.Planhat);
        if (sync)
            (await Host.SyncAsync(Channel)).Error.ShouldBeNull();
        Sandbox.Log.Clear();
    }
}
