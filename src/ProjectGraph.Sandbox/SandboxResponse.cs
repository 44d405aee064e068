using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox;

/// <summary>A handler's response. Without a body (204, an empty 401), no content type is sent.</summary>
/// <param name="ContentType">Null for the vendor's default.</param>
public sealed record SandboxResponse(int Status, JsonNode? Body = null, string? ContentType = null)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    public static SandboxResponse Ok(JsonNode body) => new(200, body);

    public SandboxResponse With(string header, string value) => this with { Headers = [.. Headers, (header, value)] };
}
