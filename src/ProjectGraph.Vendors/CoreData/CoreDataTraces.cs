using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Compares sent values with CoreData's project, to decide whether a write with an unknown outcome took place.</summary>
internal static class CoreDataTraces
{
    /// <summary>Whether the document contains every sent value, and at least one of them is visible.</summary>
    public static bool Shows(JsonObject sent, string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return Visible(sent).Any() && Visible(sent).All(field => Same(field.Value, Shown(parsed.RootElement, field.Key)));
    }

    /// <summary>Whether the snapshot is the earlier one, or each field has either its sent value or its earlier one.</summary>
    public static bool IsUntouched(JsonObject sent, string document, string before)
    {
        using var parsed = JsonDocument.Parse(document);
        using var earlier = JsonDocument.Parse(before);
        var (now, then) = (parsed.RootElement, earlier.RootElement);
        if (CoreDataMapping.TextOf(now, "snapshot_id") is { } snapshot && snapshot == CoreDataMapping.TextOf(then, "snapshot_id")) return true;
        return Visible(sent).Any()
            && Visible(sent).All(field => Same(field.Value, Shown(now, field.Key)) || Same(Shown(then, field.Key), Shown(now, field.Key)));
    }

    /// <summary>Whether the project was created since this time. Two minutes allow for clock differences.</summary>
    public static bool IsSince(Project project, DateTimeOffset sentAt) => project.CreatedAt >= sentAt - TimeSpan.FromMinutes(2);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Visible(JsonObject sent) =>
        sent.Where(field => field.Key != CoreDataBody.SubProjectOf);

    /// <summary>Returns a field in the shape in which it is sent.</summary>
    private static JsonNode? Shown(JsonElement document, string field)
    {
        if (!document.TryGetProperty(field, out var value)) return null;
        return field switch
        {
            "space" or "template" => CoreDataMapping.IdOf(value),
            "responsible_users" or "associated_users" when value.ValueKind == JsonValueKind.Array =>
                new JsonArray([.. value.EnumerateArray().Select(user => JsonValue.Create(CoreDataMapping.UsernameOf(user)))]),
            _ => JsonSerializer.SerializeToNode(value),
        };
    }

    private static bool Same(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        _ when IsEmpty(one) || IsEmpty(other) => IsEmpty(one) && IsEmpty(other),
        (JsonArray left, JsonArray right) => Texts(left).SetEquals(Texts(right)),
        _ => JsonElement.DeepEquals(JsonSerializer.SerializeToElement(one), JsonSerializer.SerializeToElement(other)),
    };

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => true,
        JsonValue text => text.TryGetValue<string>(out var given) && given.Length == 0,
        _ => false,
    };

    private static HashSet<string> Texts(JsonArray items) => [.. items.Select(item => item?.ToJsonString() ?? "")];
}
