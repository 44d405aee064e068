using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.Productive;

/// <summary>A host whose graph contains the documents' examples.</summary>
public abstract class ProductiveTestsBase : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal VendorHost Host { get; private set; } = null!;
    internal VendorChannel Channel { get; private set; } = null!;
    internal RunningSandbox Sandbox => Host.Sandbox("productive");

    public async Task InitializeAsync()
    {
        Host = await VendorHost.StartAsync(_folder.Path);
        Channel = await Host.ConnectAsync(Vendor.Productive);
        (await Host.SyncAsync(Channel)).Error.ShouldBeNull();
        Sandbox.Log.Clear();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Runs an operation on the project with this vendor id.</summary>
    internal async Task<OperationResult> OnAsync(string vendorId, string operation, object input) =>
        await Host.RunAsync(operation, input, (await ProjectAsync(vendorId)).Id);

    internal async Task<Project> ProjectAsync(string vendorId) => (await Host.FindAsync(Channel, vendorId))!;

    internal async Task<Project> OnlyAsync(OperationResult result) =>
        (await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default))!;

    internal async Task<Operation> OperationAsync(OperationResult result) => (await Host.Log.FindAsync(result.OperationId, default))!;

    internal JsonObject? AtVendor(string id) => Sandbox.Run(() => Sandbox.Store["projects"].Get(id)?.DeepClone() as JsonObject);

    internal int Writes() => Sandbox.Log.Recent().Count(request => request.Method != "GET");

    internal void Fault(SandboxFaultKind kind, string method, int status = 500) =>
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = kind,
                Method = method,
                Path = "/api/v2/projects",
                Times = 1,
                Status = status,
            }
        );
}
