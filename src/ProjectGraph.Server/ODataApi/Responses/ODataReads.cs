using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Handles GET requests, from the URL to the response.</summary>
internal sealed class ODataReads(
    ODataModel model,
    ODataReader reader,
    ODataPlanner planner,
    ResourceFinder finder,
    PlanCache cache,
    MetadataResponse metadata,
    CollectionResponse collections,
    DeltaResponse deltas,
    EntityResponse entities
)
{
    /// <param name="path">The decoded path below the service root.</param>
    public async Task SendAsync(HttpContext http, ODataHead head, string path)
    {
        var (query, token) = SkipTokenText.Split(http.Request.QueryString.Value ?? "");
        var key = new UrlKey(path, query, GetMetadataLevel(head));
        if (cache.Find(key) is not { } cached)
        {
            var target = reader.ReadTarget(path, query);
            token ??= target.Options[SystemOption.SkipToken];
            head = target.ApplyFormat(head);
            RequestStages.Get(http).End(Stage.Parse);
            if (await PlanAsync(http, head, target, path, query) is not { } planned)
                return;
            cached = planned;
            if (cached.Resource.Steps.All(step => step is PathStep.Key))
                cache.Add(key, cached);
        }
        else
            head = cached.Target.ApplyFormat(head);
        if (cached.Resource.IsSingle)
            await entities.SendAsync(http, head, cached.Resource, cached.Plan);
        else
            await collections.SendAsync(http, head, cached, FormatUrl(path, query), token);
    }

    /// <summary>Plans a request. Returns null if the response was already sent.</summary>
    private async ValueTask<CachedRequest?> PlanAsync(HttpContext http, ODataHead head, ODataTarget target, string path, string query)
    {
        if (target.Options[SystemOption.Id] is not null && path != "$entity")
            throw new ApiException(
                ErrorCodes.BadRequest,
                "$id selects a reference to remove and does not apply to a read. Remove it.",
                "$id"
            );
        switch (target.Path)
        {
            case ODataPath.ServiceDocument:
                await metadata.SendServiceDocumentAsync(http, head);
                return null;
            case ODataPath.Metadata:
                await metadata.SendMetadataAsync(http, head);
                return null;
            case ODataPath.Resource resource:
                return await PlanAsync(http, head, target, resource, path, query);
            default:
                throw AllowedMethods.CreateError(http, model, target.Path);
        }
    }

    private async ValueTask<CachedRequest?> PlanAsync(
        HttpContext http,
        ODataHead head,
        ODataTarget target,
        ODataPath.Resource resource,
        string path,
        string query
    )
    {
        if (resource.End is PathEnd.Action)
            throw AllowedMethods.CreateError(http, model, resource);
        if (await finder.FindAsync(resource, http) is not { } scope)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }
        switch (resource.End)
        {
            case PathEnd.Count when target.Options[SystemOption.DeltaToken] is not null:
                await EntityResponse.SendCountAsync(
                    http,
                    head,
                    await deltas.CountAsync(resource, target.Options, path[..^"/$count".Length], http)
                );
                return null;
            case PathEnd.Count:
                await entities.SendCountAsync(http, head, planner.PlanCount(scope, target.Options));
                return null;
            case PathEnd.Property property:
                await entities.SendPropertyAsync(
                    http,
                    head,
                    resource,
                    property,
                    planner.Plan(scope with { Property = property.Field }, target.Options, default)
                );
                return null;
        }
        var level = GetMetadataLevel(head);
        var needs = new SelectionNeeds(
            level == MetadataLevel.Full,
            level != MetadataLevel.None,
            level == MetadataLevel.Full || (resource.IsSingle && level != MetadataLevel.None)
        );
        if (target.Options[SystemOption.DeltaToken] is not null && resource is { IsSingle: false, End: PathEnd.Entities })
        {
            await deltas.SendAsync(http, head, resource, scope, target.Options, needs, path, FormatUrl(path, query));
            return null;
        }
        var plan = planner.Plan(scope with { IsReference = resource.End is PathEnd.References }, target.Options, needs);
        return new(target, resource, plan, DeltaResponse.GetFingerprint(path, target.Options));
    }

    private static MetadataLevel GetMetadataLevel(ODataHead head) => head.Accept.Json?.Metadata ?? MetadataLevel.Minimal;

    private static string FormatUrl(string path, string query) =>
        new PathString("/" + path).ToUriComponent()[1..] + (query.Length > 1 ? query : "");
}
