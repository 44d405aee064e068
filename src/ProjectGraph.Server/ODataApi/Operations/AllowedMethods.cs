using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>The HTTP methods that a path allows, for <c>OPTIONS</c> and for refused methods.</summary>
internal static class AllowedMethods
{
    private const string ReadMethods = "GET, HEAD";

    /// <summary>The value of the <c>Allow</c> header. Null if the path does not exist.</summary>
    public static string? Get(ODataModel model, ODataPath path) =>
        path switch
        {
            ODataPath.Batch => "POST",
            ODataPath.Operation unbound => model.FindOperation(unbound.Name) is { TakesProject: false } ? "POST" : null,
            ODataPath.Resource resource => Get(model, resource),
            _ => ReadMethods,
        };

    public static bool IsAllowed(ODataModel model, ODataPath path, string method) => Get(model, path)?.Split(", ").Contains(method) == true;

    public static ApiException CreateError(HttpContext http, ODataModel model, ODataPath path)
    {
        if (Get(model, path) is not { } allowed)
            return new(
                ErrorCodes.PathNotFound,
                $"The path '{http.Request.Path}' was not found. See $metadata for the entity sets and actions."
            );
        http.Response.Headers.Allow = allowed;
        return new(
            ErrorCodes.MethodNotAllowed,
            $"The path '{http.Request.Path}' does not support {http.Request.Method}. Use a method of the Allow header."
        );
    }

    private static string? Get(ODataModel model, ODataPath.Resource resource) =>
        resource.End switch
        {
            PathEnd.Action action => model.FindBoundAction(resource, action.Name) is null ? null : "POST",
            PathEnd.Entities or PathEnd.References when resource.IsFiltered => ReadMethods,
            PathEnd.Entities when ODataModel.HasETag(resource.Target) => ReadMethods
                + (resource.IsSingle ? ", PATCH, PUT, DELETE" : ", POST"),
            PathEnd.Entities when ListWrites.FindList(resource) is not null => ReadMethods
                + (
                    resource.IsSingle ? ", DELETE"
                    : resource.Steps.Count > 0 ? ", POST, PUT"
                    : ", POST"
                ),
            PathEnd.Property end when ODataModel.HasETag(resource.Target) && ProjectInput.FindField(end.Field) is not null => ReadMethods
                + ", PUT, PATCH, DELETE",
            PathEnd.References when ReferenceWrites.FindRelation(resource) is var (relation, _, key) => ReadMethods
                + (
                    key is not null ? ", DELETE"
                    : relation.IsMany ? ", POST, PUT, DELETE"
                    : ", PUT, DELETE"
                ),
            _ => ReadMethods,
        };
}
