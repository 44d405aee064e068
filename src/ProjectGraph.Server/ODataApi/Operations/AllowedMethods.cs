using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>The HTTP methods that a path allows, for <c>OPTIONS</c> and for refused methods.</summary>
internal static class AllowedMethods
{
    private const string Read = "GET, HEAD";

    /// <summary>The value of the <c>Allow</c> header. Null if the path does not exist.</summary>
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
        if (Of(model, path) is not { } allowed) return new(ErrorCodes.UnknownPath, $"The path '{http.Request.Path}' was not found. See $metadata for the entity sets and actions.");
        http.Response.Headers.Allow = allowed;
        return new(ErrorCodes.MethodNotAllowed, $"The path '{http.Request.Path}' does not support {http.Request.Method}. Use a method of the Allow header.");
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
