using System.Text.Json;

namespace ProjectGraph.GraphQL;

/// <summary>One request to the engine.</summary>
public sealed record GraphQLRequest
{
    public required string Query { get; init; }

    /// <summary>The name of the operation to execute. Empty counts as absent.</summary>
    public string? OperationName { get; init; }

    /// <summary>A JSON object, or null.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>The request's extensions, for the host. The engine does not read them.</summary>
    public JsonElement? Extensions { get; init; }

    /// <summary>The host's per-request object, available to every resolver: services, principal and the like.</summary>
    public object? State { get; init; }

    /// <summary>The value that root fields read from.</summary>
    public object? RootValue { get; init; }

    /// <summary>Whether mutations may run. False over HTTP GET.</summary>
    public bool AllowMutations { get; init; } = true;
}
