using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Reads the counters of a bulk upsert's response, for complete (200), partial (206) and refused (400, 403) ones.</summary>
internal static class PlanhatBulkResponse
{
    private static readonly string[] KeysByPriority = ["_id", "sourceId", "externalId"];

    /// <exception cref="VendorReadException">The response does not have the documented counters.</exception>
    public static PlanhatBulkWire Read(JsonElement response)
    {
        try
        {
            return response.Deserialize<PlanhatBulkWire>() ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new VendorReadException(
                VendorErrors.VendorBadAnswer,
                "The response of Planhat to a bulk upsert does not have the documented counters.",
                e
            );
        }
    }

    public static bool IsCounters(JsonElement? response) =>
        response is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("createdErrors", out _);

    /// <param name="status">206 if the other items were written.</param>
    public static IReadOnlyList<OperationError> ReadErrors(PlanhatBulkWire bulk, int status, JsonNode? sent)
    {
        var refused = status == 400 ? VendorErrors.VendorValidation : VendorErrors.VendorPartial;
        return
        [
            .. bulk.CreatedErrors.Concat(bulk.UpdatedErrors).Select(entry => Error(refused, entry)),
            .. bulk.PermissionErrors.Select(entry => Error(VendorErrors.VendorForbidden, entry)),
        ];

        OperationError Error(string code, JsonElement entry) =>
            new(code, GetMessage(entry), GetFieldPath(entry, sent as JsonArray), $"{status}");
    }

    /// <summary>Returns the counters with the graph's names.</summary>
    public static JsonNode? CreateReport(JsonElement response)
    {
        if (!IsCounters(response))
            return null;
        var bulk = Read(response);
        return new JsonObject
        {
            ["created"] = bulk.Created,
            ["updated"] = bulk.Updated,
            ["nonUpdates"] = bulk.NonUpdates,
            ["insertedKeys"] = ToArray(bulk.InsertsKeys),
            ["updatedKeys"] = ToArray(bulk.UpdatesKeys),
            ["modified"] = ToArray(bulk.Modified),
            ["upsertedIds"] = new JsonArray([.. bulk.UpsertedIds.Select(id => JsonValue.Create(id))]),
            ["createdErrors"] = ToArray(bulk.CreatedErrors),
            ["updatedErrors"] = ToArray(bulk.UpdatedErrors),
            ["permissionErrors"] = ToArray(bulk.PermissionErrors),
        };
    }

    /// <summary>Finds the project that the item's first key identifies.</summary>
    public static Project? FindProject(JsonObject item, IReadOnlyList<Project> projects) =>
        KeysByPriority.FirstOrDefault(key => item[key] is not null) switch
        {
            "_id" => projects.FirstOrDefault(project => project.VendorId == item["_id"]!.GetValue<string>()),
            "sourceId" => projects.FirstOrDefault(project => project.SourceId == item["sourceId"]!.GetValue<string>()),
            "externalId" => projects.FirstOrDefault(project => project.ExternalId == item["externalId"]!.GetValue<string>()),
            _ => null,
        };

    private static string GetMessage(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("message", out var message) ? message.ToString() : entry.ToString();

    private static string GetFieldPath(JsonElement entry, JsonArray? sent)
    {
        if (
            entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("item", out var item)
            || FindItemIndex(item, sent) is not { } index
        )
            return "projects";
        return PlanhatRefusals.FindFieldName(GetMessage(entry)) is { } field ? $"projects[{index}].{field}" : $"projects[{index}]";
    }

    /// <summary>Finds the item by its keys, or by the absence of keys. Returns null if several items match.</summary>
    private static int? FindItemIndex(JsonElement item, JsonArray? sent)
    {
        if (item.ValueKind != JsonValueKind.Object || sent is null)
            return null;
        var keys = KeysByPriority.Where(key => item.TryGetProperty(key, out _)).ToList();
        var matches = sent.Select((node, index) => (node, index))
            .Where(entry =>
                keys.Count == 0
                    ? KeysByPriority.All(key => entry.node?[key] is null)
                    : keys.TrueForAll(key => entry.node?[key]?.ToString() == item.GetProperty(key).ToString())
            )
            .ToList();
        return matches.Count == 1 ? matches[0].index : null;
    }

    private static JsonArray ToArray(IEnumerable<JsonElement> entries) =>
        new([.. entries.Select(entry => JsonSerializer.SerializeToNode(entry))]);
}
