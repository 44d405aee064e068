using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>What can be done with what a path leads to: told by <c>OPTIONS</c>, and with every refusal of a method.</summary>
internal static class AllowedMethods
{
    private const string Read = "GET, HEAD";

    /// <summary>Null where there is nothing at the path.</summary>
    public static string? Of(ODataModel model, ODataPath path) => path switch
    {
        ODataPath.Batch => "POST",
        ODataPath.Operation unbound => model.FindOperation(unbound.Name) is { TakesProject: false } ? "POST" : null,
        ODataPath.Resource resource => Of(model, resource),
        _ => Read,
    };

    public static bool Take(ODataModel model, ODataPath path, string method) => Of(model, path)?.Split(", ").Contains(method) == true;

    public static ApiException Refusal(HttpContext http, ODataModel model, ODataPath path)
    {
        if (Of(model, path) is not { } allowed) return new(ErrorCodes.UnknownPath, $"There is nothing of this name at {http.Request.Path}. See $metadata for what there is.");
        http.Response.Headers.Allow = allowed;
        return new(ErrorCodes.MethodNotAllowed, $"{http.Request.Path} does not take {http.Request.Method}. Use a method that the Allow header names.");
    }

    private static string? Of(ODataModel model, ODataPath.Resource resource) => resource.End switch
    {
        PathEnd.Action action => model.FindBound(resource, action.Name) is null ? null : "POST",
        PathEnd.Entities or PathEnd.References when resource.IsFiltered => Read,
        PathEnd.Entities when ODataModel.HasETag(resource.Target) => Read + (resource.IsSingle ? ", PATCH, PUT, DELETE" : ", POST"),
        PathEnd.Entities when ListWrites.Of(resource) is not null => Read + (resource.IsSingle ? ", DELETE" : resource.Steps.Count > 0 ? ", POST, PUT" : ", POST"),
        PathEnd.Property end when ODataModel.HasETag(resource.Target) && ProjectInput.Of(end.Field) is not null => Read + ", PUT, PATCH, DELETE",
        PathEnd.References when ReferenceWrites.Of(resource) is var (relation, _, key) =>
            Read + (key is not null ? ", DELETE" : relation.IsMany ? ", POST, PUT, DELETE" : ", PUT, DELETE"),
        _ => Read,
    };
}
