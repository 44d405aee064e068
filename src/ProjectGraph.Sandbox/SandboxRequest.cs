using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Sandbox;

/// <summary>A completely read request for a handler, with its route values and the sandbox's state.</summary>
public sealed record SandboxRequest
{
    public required string Method { get; init; }

    /// <summary>The path below the mount as sent: percent-encoded, with any trailing slash.</summary>
    public required string Path { get; init; }

    /// <summary>The query string as sent, with its question mark; empty if there is none.</summary>
    public required string QueryString { get; init; }

    public required IQueryCollection Query { get; init; }
    public required IHeaderDictionary Headers { get; init; }
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The scheme and authority. Links in responses begin with this and <see cref="Mount"/>.</summary>
    public required string Origin { get; init; }
    public required string Mount { get; init; }

    public required SandboxStore Store { get; init; }
    public required SandboxFaultSet Faults { get; init; }
    public required DateTimeOffset Now { get; init; }
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Set by the <c>emptyList</c> fault.</summary>
    public bool ListsAreEmpty { get; init; }

    /// <summary>Returns a decoded route value, such as <c>id</c> of <c>/projects/{id}</c>.</summary>
    public string this[string name] => Values[name];

    /// <summary>Returns a query parameter; null if it is absent, the first value if it is repeated.</summary>
    public string? Argument(string name) => Query.TryGetValue(name, out var values) ? values[0] : null;

    public bool HasVariant(string name) => Faults.HasVariant(name);

    /// <summary>Returns the records for a list operation.</summary>
    public IEnumerable<JsonObject> List(string collection) => ListsAreEmpty ? [] : Store[collection].Rows;

    /// <summary>Parses the body as JSON, regardless of its content type; null for JSON's null and for an empty body.</summary>
    public JsonNode? Json()
    {
        if (Body.IsEmpty)
            return null;
        try
        {
            return SandboxJson.Parse(Body);
        }
        catch (JsonException e)
        {
            throw new SandboxException(400, $"The body is not valid JSON: {e.Message}");
        }
    }

    public JsonObject JsonObject() => Json() as JsonObject ?? throw new SandboxException(400, "The body must be a JSON object.");
}
