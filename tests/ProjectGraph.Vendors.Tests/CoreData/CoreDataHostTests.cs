using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.CoreData;

/// <summary>A host whose graph contains CoreData's example data.</summary>
public abstract class CoreDataHostTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal VendorHost Host { get; private set; } = null!;
    internal VendorChannel Channel { get; private set; } = null!;
    internal RunningSandbox Sandbox => Host.Sandbox("core-data");

    public async Task InitializeAsync()
    {
        Host = await VendorHost.StartAsync(_folder.Path);
        Channel = await Host.ConnectAsync(Vendor.CoreData);
        (await Host.SyncAsync(Channel)).Error.ShouldBeNull();
        Sandbox.Log.Clear();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task<Project> ProjectAsync(string vendorId = CoreDataServer.Project) => (await Host.FindAsync(Channel, vendorId))!;

    internal async Task<long> ProjectIdAsync(string vendorId = CoreDataServer.Project) => (await ProjectAsync(vendorId)).Id;

    /// <summary>Returns the project that an operation created or changed.</summary>
    internal async Task<Project> ResultAsync(OperationResult result)
    {
        result.Errors.ShouldBeEmpty();
        result.State.ShouldBe(OperationState.Succeeded);
        return (await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default))!;
    }

    internal async Task<Operation> OperationAsync(OperationResult result) => (await Host.Log.FindAsync(result.OperationId, default))!;

    /// <summary>Returns the request that an operation sent, or would send in a dry run.</summary>
    internal async Task<JsonNode> BodyAsync(OperationResult result) => JsonNode.Parse((await OperationAsync(result)).RequestBody!)!;

    /// <summary>Returns the graph's id of a user.</summary>
    internal async Task<long> PersonIdAsync(string username)
    {
        var projects = await Task.WhenAll(Sandbox.Run(() => Sandbox.Store["projects"].Ids().ToList()).Select(id => ProjectAsync(id)));
        return projects.SelectMany(project => project.Managers.Concat(project.Assignees)).First(person => person.Username == username).Id;
    }

    internal JsonObject? AtVendor(string id = CoreDataServer.Project) =>
        Sandbox.Run(() => Sandbox.Store["projects"].Get(id)?.DeepClone() as JsonObject);

    internal List<string> Requests(params string[] methods) =>
        [
            .. Sandbox
                .Log.Recent()
                .Where(request => methods.Length == 0 || methods.Contains(request.Method))
                .Select(request => $"{request.Method} {request.Url}"),
        ];

    internal int Writes() => Requests("POST", "PUT", "DELETE").Count;

    internal void Fault(SandboxFaultKind kind, string method, int? times = 1, int status = 500) =>
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = kind,
                Method = method,
                Path = "/api/v2/",
                Times = times,
                Status = status,
            }
        );
}
