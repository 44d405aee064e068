using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>
/// Writes records as resources of a JSON:API document. A relationship is <c>{meta: {included: false}}</c> unless it is included. The
/// organization's is always included.
/// </summary>
internal sealed class ProductiveSandboxDocument(SandboxStore store, ProductiveSandboxType type, ProductiveSandboxInclude include)
{
    private readonly Dictionary<(string Type, string Id), HashSet<string>> _expanded = [];
    private readonly List<(ProductiveSandboxType Type, JsonObject Record)> _included = [];
    private readonly HashSet<(string Type, string Id)> _present = [];

    /// <summary>Returns one record with <c>meta: {}</c>.</summary>
    public static SandboxResponse Answer(SandboxRequest request, ProductiveSandboxType type, JsonObject record, int status = 200)
    {
        var document = new ProductiveSandboxDocument(
            request.Store,
            type,
            ProductiveSandboxInclude.Parse(type, request.Argument("include"))
        );
        var data = document.Resources([record])[0];
        return new(status, document.Body(data, links: null, meta: []));
    }

    public List<JsonObject> Resources(IReadOnlyList<JsonObject> records)
    {
        foreach (var record in records)
            _present.Add(Key(type, record));
        foreach (var record in records)
            Visit(type, record, include);
        return [.. records.Select(record => Resource(type, record))];
    }

    /// <summary>Returns <c>data</c>, <c>included</c> if requested, <c>links</c> for lists, and <c>meta</c>.</summary>
    public JsonObject Body(JsonNode data, JsonObject? links, JsonObject meta)
    {
        var body = new JsonObject { ["data"] = data };
        if (include.Children.Count > 0)
            body["included"] = new JsonArray([.. _included.Select(entry => Resource(entry.Type, entry.Record))]);
        if (links is not null)
            body["links"] = links;
        body["meta"] = meta;
        return body;
    }

    public static IReadOnlyList<string> Ids(JsonObject record, string relation) =>
        record["links"]?[relation] switch
        {
            JsonArray ids => [.. ids.Select(id => id.Text()!)],
            { } id => [id.Text()!],
            null => [],
        };

    /// <summary>Collects included records. The depth is bounded by that of the include parameter.</summary>
    private void Visit(ProductiveSandboxType of, JsonObject record, ProductiveSandboxInclude node)
    {
        foreach (var (name, child) in node.Children)
        {
            if (!_expanded.TryGetValue(Key(of, record), out var names))
                _expanded[Key(of, record)] = names = [];
            names.Add(name);
            foreach (var related in ProductiveSandboxInclude.Related(store, of, record, name))
            {
                if (_present.Add(Key(related.Type, related.Record)))
                    _included.Add(related);
                Visit(related.Type, related.Record, child);
            }
        }
    }

    private JsonObject Resource(ProductiveSandboxType of, JsonObject record)
    {
        var relationships = new JsonObject();
        if (of.Name != "organizations")
            relationships["organization"] = new JsonObject { ["data"] = Identifier("organizations", record["organization"].Text()!) };
        foreach (var relation in of.Relations)
            relationships[relation.Name] = Relationship(of, record, relation);
        return new()
        {
            ["id"] = record["id"]!.DeepClone(),
            ["type"] = of.Name,
            ["attributes"] = record["attributes"]!.DeepClone(),
            ["relationships"] = relationships,
        };
    }

    private JsonObject Relationship(ProductiveSandboxType of, JsonObject record, ProductiveSandboxRelation relation)
    {
        if (!_expanded.TryGetValue(Key(of, record), out var names) || !names.Contains(relation.Name))
            return new() { ["meta"] = new JsonObject { ["included"] = false } };
        var identifiers = ProductiveSandboxInclude
            .Related(store, of, record, relation.Name)
            .Select(related => Identifier(related.Type.Name, related.Record["id"].Text()!))
            .ToList();
        return new() { ["data"] = relation.Many ? new JsonArray([.. identifiers]) : identifiers.FirstOrDefault() };
    }

    private static JsonObject Identifier(string type, string id) => new() { ["type"] = type, ["id"] = id };

    private static (string Type, string Id) Key(ProductiveSandboxType of, JsonObject record) => (of.Name, record["id"].Text()!);
}
