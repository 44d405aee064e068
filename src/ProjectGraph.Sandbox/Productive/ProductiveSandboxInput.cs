using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>
/// Reads the <c>data</c> of a request: attributes and related records. A relation can be given as a relationship or as the attribute
/// <c>{relation}_id</c>. The relationship wins.
/// </summary>
internal sealed class ProductiveSandboxInput
{
    private readonly SandboxRequest _request;
    private readonly JsonObject _attributes;
    private readonly JsonObject _relationships;

    /// <param name="id">The id of the record in the path, if any.</param>
    public ProductiveSandboxInput(SandboxRequest request, string? id = null)
    {
        _request = request;
        var body = request.JsonObject();
        if (body["data"] is not JsonObject data)
            throw new SandboxException(400, "The body must have a 'data' object.");
        if (data["type"].Text() != "projects")
            throw new SandboxException(409, "data.type must be 'projects'.");
        if (id is not null && data["id"] is { } given && TextOf(given) != id)
            throw new SandboxException(409, "data.id is not the id in the path.");
        _attributes = Object(data, "attributes");
        _relationships = Object(data, "relationships");
    }

    public bool Has(string name) => _attributes.ContainsKey(name);

    public JsonNode? this[string name] => _attributes[name];

    /// <summary>Returns null for a blank value and for one that is not text. Numbers are converted to text.</summary>
    public string? Text(string name) => TextOf(_attributes[name]) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Casts a value of a checkbox or a JSON client as Rails does.</summary>
    public bool Flag(string name) => TextOf(_attributes[name]) is "true" or "1" or "t" or "on";

    public bool Relates(string relation) => _relationships.ContainsKey(relation) || _attributes.ContainsKey(relation + "_id");

    /// <summary>Returns the given id, existing or not, or null if none is given.</summary>
    public string? RelatedId(string relation, string type)
    {
        if (!_relationships.ContainsKey(relation))
            return TextOf(_attributes[relation + "_id"]);
        return _relationships[relation] is JsonObject { } related && related["data"] is JsonObject data && data["type"].Text() == type
            ? TextOf(data["id"])
            : null;
    }

    /// <summary>Returns null if no id is given or if it is unknown.</summary>
    public JsonObject? Related(string relation, ProductiveSandboxType type) => type.Find(_request, RelatedId(relation, type.Name));

    /// <summary>Converts text and numbers to text: ids are strings in <c>id</c> and integers in attributes.</summary>
    public static string? TextOf(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => node.Text(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
            _ => null,
        };

    /// <summary>Returns null if the value is not a whole number.</summary>
    public static int? Integer(JsonNode? node) =>
        int.TryParse(TextOf(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonObject Object(JsonObject data, string name) =>
        data[name] switch
        {
            null => [],
            JsonObject value => value,
            _ => throw new SandboxException(400, $"data.{name} must be an object."),
        };
}
