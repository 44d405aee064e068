using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

internal static class ApiProtocols
{
    /// <summary>Returns a path's protocol, or null if it has none. Files that open the OData feed belong to OData.</summary>
    public static ApiProtocol? FromPath(PathString path) =>
        path.StartsWithSegments("/graphql") ? ApiProtocol.GraphQL
        : path.StartsWithSegments("/odata") || path.StartsWithSegments("/connect") ? ApiProtocol.OData
        : null;
}
