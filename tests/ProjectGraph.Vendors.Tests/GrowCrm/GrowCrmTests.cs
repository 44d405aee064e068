using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

/// <summary>A host whose graph contains Grow CRM's example data.</summary>
public abstract class GrowCrmTests : IAsyncLifetime
{
    protected const string Project = "42";

    private readonly TemporaryFolder _folder = new();

    internal VendorHost Host { get; private set; } = null!;
    internal VendorChannel Channel { get; private set; } = null!;
    internal RunningSandbox Sandbox => Host.Sandbox("grow-crm");

    public async Task InitializeAsync()
    {
        Host = await VendorHost.StartAsync(_folder.Path);
        Channel = await Host.ConnectAsync(Vendor.GrowCrm);
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

    internal async Task<Operation> OperationAsync(OperationResult result) => (await Host.Log.FindAsync(result.OperationId, default))!;

    /// <summary>Runs an operation on the example project and checks that it succeeds.</summary>
    internal async Task<Operation> DoAsync(string operation, object input)
    {
        var result = await Host.RunAsync(operation, input, await ProjectIdAsync());
        result.Errors.ShouldBeEmpty();
        result.State.ShouldBe(OperationState.Succeeded);
        return await OperationAsync(result);
    }

    internal async Task<Project> NewAsync(OperationResult result)
    {
        result.Errors.ShouldBeEmpty();
        result.State.ShouldBe(OperationState.Succeeded);
        return (await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default))!;
    }

    internal JsonObject? AtVendor(string id = Project, string collection = "projects") =>
        Sandbox.Run(() => Sandbox.Store[collection].Get(id)?.DeepClone() as JsonObject);

    internal void ChangeAtVendor(Action<JsonObject> change) =>
        Sandbox.Run(() =>
        {
            var row = Sandbox.Store["projects"].Get(Project)!;
            change(row);
            Sandbox.Store["projects"].Put(Project, row);
            return true;
        });

    internal int Writes() => Sandbox.Log.Recent().Count(request => request.Method != "GET");

    internal void Fault(SandboxFaultKind kind, string method, int? times = 1, int status = 500) =>
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = kind,
                Method = method,
                Path = "/api/projects",
                Times = times,
                Status = status,
            }
        );

    /// <summary>The graph's ids of Acme Inc, of the manager John Smith and of the assignee Jane Doe.</summary>
    internal async Task<(long Client, long John, long Jane)> KeysAsync()
    {
        var project = await ProjectAsync();
        return (project.CompanyId!.Value, project.Managers.Single().Id, project.Assignees.Single().Id);
    }

    internal static JsonNode Json(string? text) => JsonNode.Parse(text!)!;
}
