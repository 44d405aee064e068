using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

/// <summary>A host whose graph contains the documents' two projects.</summary>
public abstract class HeatpunkHostTests : IAsyncLifetime
{
    protected const string Project = "986206";
    protected const string Create = "createHeatpunkProject";
    protected const string Update = "updateHeatpunkProject";

    private readonly TemporaryFolder _folder = new();

    internal VendorHost Host { get; private set; } = null!;
    internal VendorChannel Channel { get; private set; } = null!;
    internal RunningSandbox Sandbox => Host.Sandbox("heatpunk");

    public async Task InitializeAsync()
    {
        Host = await VendorHost.StartAsync(_folder.Path);
        Channel = await Host.ConnectAsync(Vendor.Heatpunk);
        (await Host.SyncAsync(Channel)).Error.ShouldBeNull();
        Sandbox.Log.Clear();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task<Project> ProjectAsync(string id = Project) => (await Host.FindAsync(Channel, id))!;

    internal async Task<long> ProjectIdAsync() => (await ProjectAsync()).Id;

    internal async Task<Project> SavedAsync(OperationResult result)
    {
        result.Errors.ShouldBeEmpty();
        result.State.ShouldBe(OperationState.Succeeded);
        return (await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default))!;
    }

    internal async Task<Operation> OperationAsync(OperationResult result) => (await Host.Log.FindAsync(result.OperationId, default))!;

    internal async Task<JsonNode> BodyAsync(OperationResult result) => JsonNode.Parse((await OperationAsync(result)).RequestBody!)!;

    internal async Task<string> MetaAsync(OperationResult result)
    {
        var body = await BodyAsync(result);
        return (body["meta"] ?? body["data"]!["meta"])!.ToJsonString();
    }

    internal JsonObject AtVendor(string id = Project) => Sandbox.Run(() => (JsonObject)Sandbox.Store["projects"].Get(id)!.DeepClone());

    internal int Writes() => Sandbox.Log.Recent().Count(request => !request.Url.Contains("/list", StringComparison.Ordinal));

    internal void Fault(SandboxFaultKind kind, string operation, int status = 500, int? times = 1) =>
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = kind,
                Path = "/api/v1/projects/" + operation,
                Status = status,
                Times = times,
            }
        );
}
