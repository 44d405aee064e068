using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Reads the counters that a bulk upsert answers, whether it did all (200), some (206) or nothing (400, 403).</summary>
internal static class PlanhatBulk
{
    private static readonly string[] keysByPriority = ["_id", "sourceId", "externalId"];

    /// <exception cref="VendorReadException">They are not what the documents show.</exception>
    public static PlanhatBulkWire Read(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<PlanhatBulkWire>() ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new VendorReadException(VendorErrors.VendorBadAnswer, "Planhat answered a bulk upsert with something else than its counters.", e);
        }
    }

    public static bool IsCounters(JsonElement? answer) =>
        answer is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("createdErrors", out _);

    public static IReadOnlyList<OperationError> Errors(PlanhatBulkWire bulk, JsonNode? sent) =>
    [
        .. bulk.CreatedErrors.Concat(bulk.UpdatedErrors).Select(entry => Error(VendorErrors.VendorPartial, entry, sent)),
        .. bulk.PermissionErrors.Select(entry => Error(VendorErrors.VendorForbidden, entry, sent)),
    ];

    /// <summary>The counters by the graph's spelling.</summary>
    public static JsonNode? Report(JsonElement answer)
    {
        if (!IsCounters(answer)) return null;
        var bulk = Read(answer);
        return new JsonObject
        {
            ["created"] = bulk.Created,
            ["updated"] = bulk.Updated,
            ["nonUpdates"] = bulk.NonUpdates,
            ["insertedKeys"] = Array(bulk.InsertsKeys),
            ["updatedKeys"] = Array(bulk.UpdatesKeys),
            ["modified"] = Array(bulk.Modified),
            ["upsertedIds"] = new JsonArray([.. bulk.UpsertedIds.Select(id => JsonValue.Create(id))]),
            ["createdErrors"] = Array(bulk.CreatedErrors),
            ["updatedErrors"] = Array(bulk.UpdatedErrors),
            ["permissionErrors"] = Array(bulk.PermissionErrors),
        };
    }

    /// <summary>The project that an item's first key finds.</summary>
    public static Project? Match(JsonObject item, IReadOnlyList<Project> projects) =>
        keysByPriority.FirstOrDefault(key => item[key] is not null) switch
        {
            "_id" => projects.FirstOrDefault(project => project.VendorId == item["_id"]!.GetValue<string>()),
            "sourceId" => projects.FirstOrDefault(project => project.SourceId == item["sourceId"]!.GetValue<string>()),
            "externalId" => projects.FirstOrDefault(project => project.ExternalId == item["externalId"]!.GetValue<string>()),
            _ => null,
        };

    private static OperationError Error(string code, JsonElement entry, JsonNode? sent)
    {
        var isObject = entry.ValueKind == JsonValueKind.Object;
        var text = isObject && entry.TryGetProperty("message", out var message) ? message.ToString() : entry.ToString();
        var index = isObject && entry.TryGetProperty("item", out var item) ? IndexOf(item, sent as JsonArray) : null;
        return new(code, text, index is { } at ? $"projects[{at}]" : "projects");
    }

    /// <summary>The item is known by its keys; where it has none, or another has the same, it is not told.</summary>
    private static int? IndexOf(JsonElement item, JsonArray? sent)
    {
        if (item.ValueKind != JsonValueKind.Object || sent is null) return null;
        var keys = keysByPriority.Where(key => item.TryGetProperty(key, out _)).ToList();
        if (keys.Count == 0) return null;
        var matches = sent.Select((node, index) => (node, index))
            .Where(entry => keys.TrueForAll(key => entry.node?[key]?.ToString() == item.GetProperty(key).ToString()))
            .ToList();
        return matches.Count == 1 ? matches[0].index : null;
    }

    private static JsonArray Array(IEnumerable<JsonElement> entries) =>
        new([.. entries.Select(entry => JsonSerializer.SerializeToNode(entry))]);
}
