using System.Text.Json;

namespace ProjectGraph.GraphQL;

/// <summary>One request to the engine.</summary>
public sealed record GraphQLRequest
{
    public required string Query { get; init; }

    /// <summary>Which operation of the document; empty counts as absent.</summary>
    public string? OperationName { get; init; }

    /// <summary>A JSON object, or null.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Kept for the host; the engine does not look at it.</summary>
    public JsonElement? Extensions { get; init; }

    /// <summary>The host's per-request object, handed to every resolver: services, principal, what it likes.</summary>
    public object? State { get; init; }

    /// <summary>The value that root fields read from.</summary>
    public object? RootValue { get; init; }

    /// <summary>False over HTTP GET: a mutation is then refused and never runs.</summary>
    public bool AllowMutations { get; init; } = true;
}
