using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>Handles GET requests, from the URL to the response.</summary>
internal sealed class ODataAnswers(
    ODataModel model, ODataReader reader, ODataPlanner planner, ResourceFinder finder, PlanCache cache,
    MetadataAnswer metadata, CollectionAnswer collections, DeltaAnswer deltas, EntityAnswer entities)
{
    /// <param name="path">The decoded path below the service root.</param>
    public async Task SendAsync(HttpContext http, ODataHead head, string path)
    {
        var (query, token) = SkipTokenText.Split(http.Request.QueryString.Value ?? "");
        var key = new UrlKey(path, query, Level(head));
        if (cache.Find(key) is not { } cached)
        {
            var target = reader.Target(path, query);
            token ??= target.Options[SystemOption.SkipToken];
            head = target.Apply(head);
            RequestStages.Of(http).End(Stage.Parse);
            if (await PlannedAsync(http, head, target, path, query) is not { } planned) return;
            cached = planned;
            if (cached.Resource.Steps.All(step => step is PathStep.Key)) cache.Add(key, cached);
        }
        else head = cached.Target.Apply(head);
        if (cached.Resource.IsSingle) await entities.SendAsync(http, head, cached.Resource, cached.Plan);
        else await collections.SendAsync(http, head, cached, Url(path, query), token);
    }

    /// <summary>Plans a request. Returns null if the response was already sent.</summary>
    private async ValueTask<KnownUrl?> PlannedAsync(HttpContext http, ODataHead head, ODataTarget target, string path, string query)
    {
        if (target.Options[SystemOption.Id] is not null && path != "$entity") throw new ApiException(ErrorCodes.BadRequest, "$id selects a reference to remove and does not apply to a read. Remove it.", "$id");
        switch (target.Path)
        {
            case ODataPath.ServiceDocument: await metadata.SendServiceDocumentAsync(http, head); return null;
            case ODataPath.Metadata: await metadata.SendMetadataAsync(http, head); return null;
            case ODataPath.Resource resource: return await PlannedAsync(http, head, target, resource, path, query);
            default: throw AllowedMethods.Refusal(http, model, target.Path);
        }
    }

    private async ValueTask<KnownUrl?> PlannedAsync(HttpContext http, ODataHead head, ODataTarget target, ODataPath.Resource resource, string path, string query)
    {
        if (resource.End is PathEnd.Action) throw AllowedMethods.Refusal(http, model, resource);
        if (await finder.FindAsync(resource, http) is not { } scope)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }
        switch (resource.End)
        {
            case PathEnd.Count when target.Options[SystemOption.DeltaToken] is not null:
                await EntityAnswer.SendCountAsync(http, head, await deltas.CountAsync(resource, target.Options, path[..^"/$count".Length], http));
                return null;
            case PathEnd.Count:
                await entities.SendCountAsync(http, head, planner.PlanCount(scope, target.Options));
                return null;
            case PathEnd.Property property:
                await entities.SendPropertyAsync(http, head, resource, property, planner.Plan(scope with { Property = property.Field }, target.Options, default));
                return null;
        }
        var level = Level(head);
        var needs = new SelectionNeeds(level == MetadataLevel.Full, level != MetadataLevel.None, level == MetadataLevel.Full || (resource.IsSingle && level != MetadataLevel.None));
        if (target.Options[SystemOption.DeltaToken] is not null && resource is { IsSingle: false, End: PathEnd.Entities })
        {
            await deltas.SendAsync(http, head, resource, scope, target.Options, needs, path, Url(path, query));
            return null;
        }
        var plan = planner.Plan(scope with { IsReference = resource.End is PathEnd.References }, target.Options, needs);
        return new(target, resource, plan, DeltaAnswer.Question(path, target.Options));
    }

    private static MetadataLevel Level(ODataHead head) => head.Accept.Json?.Metadata ?? MetadataLevel.Minimal;

    private static string Url(string path, string query) => new PathString("/" + path).ToUriComponent()[1..] + (query.Length > 1 ? query : "");
}
