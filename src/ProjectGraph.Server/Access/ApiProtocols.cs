using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

internal static class ApiProtocols
{
    /// <summary>The protocol that a path belongs to; null where it belongs to none. Files that open the OData feed count as OData.</summary>
    public static ApiProtocol? Of(PathString path) =>
        path.StartsWithSegments("/graphql") ? ApiProtocol.GraphQL
        : path.StartsWithSegments("/odata") || path.StartsWithSegments("/connect") ? ApiProtocol.OData
        : null;
}
