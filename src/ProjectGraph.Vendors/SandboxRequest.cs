using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Vendors;

/// <summary>A request as a handler sees it: read to the end, with its route's values, and the state that it works on.</summary>
public sealed record SandboxRequest
{
    public required string Method { get; init; }

    /// <summary>Below the mount, as sent: still percent-encoded, a trailing slash kept.</summary>
    public required string Path { get; init; }

    /// <summary>With its question mark, as sent; empty when there is none.</summary>
    public required string QueryString { get; init; }

    public required IQueryCollection Query { get; init; }
    public required IHeaderDictionary Headers { get; init; }
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Scheme and authority, and the path of the mount: what links in an answer begin with.</summary>
    public required string Origin { get; init; }
    public required string Mount { get; init; }

    public required SandboxStore Store { get; init; }
    public required SandboxFaultSet Faults { get; init; }
    public required DateTimeOffset Now { get; init; }
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Set by the <c>emptyList</c> fault.</summary>
    public bool ListsAreEmpty { get; init; }

    /// <summary>A value of the route: <c>id</c> of <c>/projects/{id}</c>, decoded.</summary>
    public string this[string name] => Values[name];

    /// <summary>A query parameter; null when it is absent, the first when it is repeated.</summary>
    public string? Argument(string name) => Query.TryGetValue(name, out var values) ? values[0] : null;

    public bool Variant(string name) => Faults.Has(name);

    /// <summary>The records that a list operation starts from.</summary>
    public IEnumerable<JsonObject> List(string collection) => ListsAreEmpty ? [] : Store[collection].Rows;

    /// <summary>The body, whatever its content type claims; null for JSON's null and for no body at all.</summary>
    public JsonNode? Json()
    {
        if (Body.IsEmpty) return null;
        try
        {
            return SandboxJson.Parse(Body);
        }
        catch (JsonException e)
        {
            throw new SandboxProblem(400, $"The body is not valid JSON: {e.Message}");
        }
    }

    public JsonObject JsonObject() => Json() as JsonObject ?? throw new SandboxProblem(400, "The body must be a JSON object.");
}
