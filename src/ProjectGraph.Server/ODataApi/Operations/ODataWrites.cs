using ProjectGraph.Data.Model;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Routes changes (Protocol, section 11.4) and actions (section 11.5.4) to the vendor operations that perform them.</summary>
internal sealed class ODataWrites(
    ODataModel model,
    ODataReader reader,
    ResourceFinder finder,
    OperationInvoker calls,
    ChangeResponse answer,
    ProjectWrites projects,
    PropertyWrites properties,
    ReferenceWrites references,
    ListWrites lists,
    CallerLimits callers
)
{
    public async Task RunAsync(HttpContext http, ODataHead head, string path)
    {
        var target = reader.ReadTarget(path, http.Request.QueryString.Value);
        head = target.ApplyFormat(head);
        RefuseInapplicableOptions(http, target);
        if (!AllowedMethods.IsAllowed(model, target.Path, http.Request.Method))
            throw AllowedMethods.CreateError(http, model, target.Path);
        // Checked before the body, so that a caller without the permission receives no information about valid input.
        OperationInvoker.RequirePermission(http, FindAction(target.Path)?.OperationName);
        CheckResponse(http, head, target);
        // A dry run is not charged. The change is charged when it runs.
        if (http.Features.Get<DryRunOnly>() is null)
            callers.Charge(http, new(CostWeights.Vendor, 1));
        var run = target.Path switch
        {
            ODataPath.Operation unbound
                when HttpMethods.IsPost(http.Request.Method) && model.FindOperation(unbound.Name) is { TakesProject: false } operation =>
                RunActionAsync(http, head, target.Options, operation, null),
            ODataPath.Resource resource => RunAsync(http, head, target.Options, resource),
            _ => null,
        };
        await ReportOperationOnErrorAsync(http, run ?? throw AllowedMethods.CreateError(http, model, target.Path));
    }

    // After an operation has run, an error must report it, so that the client does not repeat the change.
    private static async Task ReportOperationOnErrorAsync(HttpContext http, Task run)
    {
        try
        {
            await run;
        }
        catch (Exception e) when (http.Features.Get<OperationResult>() is { } completed && !http.RequestAborted.IsCancellationRequested)
        {
            throw CompletedOperationFailures.CreateError(e, http, completed);
        }
    }

    private ODataOperation? FindAction(ODataPath path) =>
        path switch
        {
            ODataPath.Operation unbound => model.FindOperation(unbound.Name),
            ODataPath.Resource { End: PathEnd.Action action } => model.FindOperation(action.Name),
            _ => null,
        };

    /// <summary>Refuses a request whose response cannot be produced, before anything is sent to the vendor.</summary>
    private void CheckResponse(HttpContext http, ODataHead head, ODataTarget target)
    {
        if (HttpMethods.IsDelete(http.Request.Method))
            return;
        if (FindAction(target.Path) is not null)
            answer.RequireSupported(http, head, target.Options, GraphModel.Instance.Operations);
        else if (target.Path is ODataPath.Resource { End: PathEnd.Entities } resource)
            answer.RequireSupported(http, head, target.Options, resource.Target);
    }

    private Task? RunAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource) =>
        resource.End switch
        {
            PathEnd.Action action
                when HttpMethods.IsPost(http.Request.Method) && model.FindBoundAction(resource, action.Name) is { } operation =>
                RunActionAsync(http, head, options, operation, resource),
            PathEnd.Entities when ODataModel.HasETag(resource.Target) => RunOnProjectAsync(http, head, options, resource),
            PathEnd.Entities when ListWrites.FindList(resource) is var (list, field) => (http.Request.Method, resource.IsSingle) switch
            {
                ("POST", false) => lists.AddAsync(http, head, options, resource, list, field),
                ("PUT", false) when resource.Steps.Count > 0 => lists.ReplaceAsync(http, head, resource, list, field),
                ("DELETE", true) => lists.RemoveAsync(http, head, resource, list, field),
                _ => null,
            },
            PathEnd.Property end when ODataModel.HasETag(resource.Target) && ProjectInput.FindField(end.Field) is { } field =>
                http.Request.Method switch
                {
                    "PUT" or "PATCH" => properties.SetAsync(http, head, resource, end, field),
                    "DELETE" => properties.ClearAsync(http, head, resource, end, field),
                    _ => null,
                },
            PathEnd.References when ReferenceWrites.FindRelation(resource) is var (relation, field, key) => (
                http.Request.Method,
                relation.IsMany,
                key
            ) switch
            {
                ("POST", true, null) => references.AddAsync(http, head, resource, relation, field),
                ("PUT", _, null) => references.ReplaceAsync(http, head, resource, relation, field),
                ("DELETE", _, _) => references.RemoveAsync(http, head, resource, relation, field, key, options[SystemOption.Id]),
                _ => null,
            },
            _ => null,
        };

    private Task? RunOnProjectAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource) =>
        (http.Request.Method, resource.IsSingle) switch
        {
            ("POST", false) => projects.CreateAsync(http, head, options, resource),
            ("PATCH", true) => projects.UpdateAsync(http, head, options, resource),
            ("PUT", true) => projects.ReplaceAsync(http, head, options, resource),
            ("DELETE", true) => projects.DeleteAsync(http, head, resource),
            _ => null,
        };

    private async Task RunActionAsync(
        HttpContext http,
        ODataHead head,
        QueryOptions options,
        ODataOperation operation,
        ODataPath.Resource? resource
    )
    {
        var body = await ODataInput.ReadBodyAsync(http.Request);
        long? project = resource is null ? null : await finder.FindKeyAsync(resource, http);
        await answer.SendOperationAsync(
            http,
            head,
            options,
            await calls.RunAsync(http, operation.OperationName, ODataInput.Read(body, operation.Input), project)
        );
    }

    private static void RefuseInapplicableOptions(HttpContext http, ODataTarget target)
    {
        if (
            target.Options[SystemOption.Id] is not null
            && !(HttpMethods.IsDelete(http.Request.Method) && target.Path is ODataPath.Resource { End: PathEnd.References })
        )
            throw new ApiException(ErrorCodes.BadRequest, "$id selects a reference to remove. It applies only to DELETE of a $ref.", "$id");
        if (target.Options[SystemOption.DeltaToken] is not null)
            throw new ApiException(ErrorCodes.BadRequest, "$deltatoken does not apply to a change. Remove it.", "$deltatoken");
    }
}
