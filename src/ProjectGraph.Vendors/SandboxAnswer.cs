using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors;

/// <summary>What a handler answers. No body (204, an empty 401) is no content type either.</summary>
/// <param name="ContentType">Null stands for the vendor's usual one.</param>
public sealed record SandboxAnswer(int Status, JsonNode? Body = null, string? ContentType = null)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    public static SandboxAnswer Ok(JsonNode body) => new(200, body);

    public SandboxAnswer With(string header, string value) => this with { Headers = [.. Headers, (header, value)] };
}
