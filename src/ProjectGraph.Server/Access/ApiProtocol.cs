namespace ProjectGraph.Server;

/// <summary>A protocol that a key may be restricted to.</summary>
public enum ApiProtocol
{
    GraphQL,
    OData,
}

internal static class ApiProtocols
{
    /// <summary>The protocol that a path belongs to; null where it belongs to none. Files that open the OData feed count as OData.</summary>
    public static ApiProtocol? Of(PathString path) =>
        path.StartsWithSegments("/graphql") ? ApiProtocol.GraphQL
        : path.StartsWithSegments("/odata") || path.StartsWithSegments("/connect") ? ApiProtocol.OData
        : null;
}
