using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.ODataApi.Answering;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Writing;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Changes (Protocol, section 11.4) and actions (section 11.5.4), each an operation at a vendor.</summary>
internal sealed class ODataWrites(
    ODataModel model, ODataReader reader, ODataPlanner planner, ResourceFinder finder, QueryRuns runs, EntityAnswer entities, OperationRunner operations)
{
    public async Task RunAsync(HttpContext http, ODataHead head, string path)
    {
        var target = reader.Target(path, http.Request.QueryString.Value);
        head = target.Apply(head);
        switch (http.Request.Method, target.Path)
        {
            case ("POST", ODataPath.Operation unbound) when model.FindOperation(unbound.Name) is { TakesProject: false } operation:
                await ActAsync(http, head, target.Options, operation, null);
                break;
            case ("POST", ODataPath.Resource { Steps.Count: 0, End: PathEnd.Entities } set) when ODataModel.HasETag(set.Target):
                await CreateAsync(http, head, target.Options, set);
                break;
            case ("POST", ODataPath.Resource { End: PathEnd.Action action } resource) when Bound(action, resource) is { } operation:
                await ActAsync(http, head, target.Options, operation, await ProjectAsync(http, resource));
                break;
            case ("PATCH", ODataPath.Resource { IsSingle: true, End: PathEnd.Entities } resource) when ODataModel.HasETag(resource.Target):
                await UpdateAsync(http, head, target.Options, resource);
                break;
            case ("DELETE", ODataPath.Resource { IsSingle: true, End: PathEnd.Entities } resource) when ODataModel.HasETag(resource.Target):
                await RunAsync(http, UnifiedOperations.Delete, [], await ProjectAsync(http, resource));
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default: throw NotTaken(http, target.Path);
        }
    }

    private ODataOperation? Bound(PathEnd.Action action, ODataPath.Resource resource) =>
        resource.IsSingle && ODataModel.HasETag(resource.Target) && model.FindOperation(action.Name) is { TakesProject: true } operation ? operation : null;

    private async Task CreateAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource set)
    {
        var body = await ODataInput.BodyAsync(http.Request);
        var input = ProjectBody.Read(body, UnifiedOperations.Find(UnifiedOperations.Create)!.Input);
        var result = await RunAsync(http, UnifiedOperations.Create, input, null);
        var address = $"{head.Root}{set.Set.Set}({result.ProjectIds[0].ToString(CultureInfo.InvariantCulture)})";
        http.Response.Headers.Location = address;
        await ChangedAsync(http, head, options, set, result.ProjectIds[0], StatusCodes.Status201Created, address);
    }

    private async Task UpdateAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource)
    {
        var id = await ProjectAsync(http, resource);
        var body = await ODataInput.BodyAsync(http.Request);
        await RunAsync(http, UnifiedOperations.Update, ProjectBody.Read(body, UnifiedOperations.Find(UnifiedOperations.Update)!.Input), id);
        await ChangedAsync(http, head, options, resource, id, StatusCodes.Status200OK, null);
    }

    private async Task ChangedAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource, long id, int status, string? address)
    {
        if (head.Preferences.ReturnMinimal == true)
        {
            http.Response.Headers["Preference-Applied"] = "return=minimal";
            if (address is not null) http.Response.Headers["OData-EntityId"] = address;
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        await EntityAsync(http, head, options, resource with { IsSingle = true }, id, status);
    }

    private async Task ActAsync(HttpContext http, ODataHead head, QueryOptions options, ODataOperation operation, long? projectId)
    {
        var body = await ODataInput.BodyAsync(http.Request);
        var result = await RunAsync(http, operation.RunsAs, ODataInput.Read(body, operation.Input), projectId);
        var log = model.FindSet(GraphModel.Instance.Operations.Set)!;
        await EntityAsync(http, head, options, new(log, [], log, true, PathEnd.All), result.OperationId, StatusCodes.Status200OK);
    }

    private async Task EntityAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource, long id, int status)
    {
        var level = head.Format.Metadata;
        var plan = planner.Plan(ResourceFinder.Of(resource.Target, id), options, new(level == MetadataLevel.Full, level != MetadataLevel.None, level != MetadataLevel.None));
        http.Response.StatusCode = status;
        await entities.SendAsync(http, head, resource, plan);
    }

    private async Task<OperationResult> RunAsync(HttpContext http, string name, Dictionary<string, object?> input, long? projectId)
    {
        CallerAccess.Of(http).Demand(name is UnifiedOperations.Sync or UnifiedOperations.Refresh ? Permission.Sync : Permission.Operate);
        if (http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key) input.TryAdd("idempotencyKey", key);
        var match = http.Request.Headers.IfMatch.ToString();
        var result = await operations.RunAsync(
            name, input, projectId, http.RequestAborted, match.Length == 0 ? null : project => Unchanged(project, match));
        RequestStages.Of(http).End(Stage.Sql);
        return result.State is OperationState.Succeeded or OperationState.Planned ? result : throw OperationFailures.Of(result);
    }

    /// <summary><c>If-Match</c> (Protocol, section 8.2.4), looked at when nothing else can change the project any more.</summary>
    private OperationError? Unchanged(Project project, string match)
    {
        var source = GraphModel.Instance.Projects;
        var values = new PlanValues();
        var plan = new QueryPlan
        {
            Source = source,
            Filter = ResourceFinder.Of(source, project.Id).Within!(values),
            Selection = new([new VersionScalar([], source)], []),
        };
        // The runner's work is done when the call returns: it only waits for a free connection.
        using var result = runs.RunAsync(plan, values.ToArray(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return result.Root.Rows.Count > 0 && ETags.Match(match, result.Root.Rows.Long(0, 0)) ? null
            : new(ErrorCodes.Changed.Id, "The project has changed since it was read. Read it again and repeat the change with the new ETag.");
    }

    private async Task<long> ProjectAsync(HttpContext http, ODataPath.Resource resource)
    {
        if (resource is { Steps: [PathStep.Key key], Target: var set } && ReferenceEquals(set, resource.Set)) return key.Value;
        if (await finder.FindAsync(resource, http.RequestAborted) is not { } scope) throw ResourceFinder.NotFound(resource.Target);
        return await finder.ValueAsync(scope, scope.Source.Key, http.RequestAborted) ?? throw ResourceFinder.NotFound(resource.Target);
    }

    private static ApiException NotTaken(HttpContext http, ODataPath path)
    {
        if (path is ODataPath.Operation or ODataPath.Resource { End: PathEnd.Action }) return new(ErrorCodes.UnknownPath, "There is no such action here. See $metadata for what there is.");
        http.Response.Headers.Allow = path switch
        {
            ODataPath.Resource { Steps.Count: 0, End: PathEnd.Entities } set when ODataModel.HasETag(set.Target) => "GET, HEAD, POST",
            ODataPath.Resource { IsSingle: true, End: PathEnd.Entities } one when ODataModel.HasETag(one.Target) => "GET, HEAD, PATCH, DELETE",
            _ => "GET, HEAD",
        };
        return new(ErrorCodes.MethodNotAllowed, $"{http.Request.Path} does not take {http.Request.Method}. Use a method that the Allow header names.");
    }
}
