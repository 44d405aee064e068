using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Compares what was sent with what CoreData shows, to tell whether a write whose answer was lost took place.</summary>
internal static class CoreDataTraces
{
    /// <summary>Everything that was sent stands in the document; at least something of it can be seen there.</summary>
    public static bool Shows(JsonObject sent, string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return Visible(sent).Any() && Visible(sent).All(field => Same(field.Value, Shown(parsed.RootElement, field.Key)));
    }

    /// <summary>It is the snapshot from before, or whatever of the sent does not stand in the document is there as it was before.</summary>
    public static bool IsUntouched(JsonObject sent, string document, string before)
    {
        using var parsed = JsonDocument.Parse(document);
        using var earlier = JsonDocument.Parse(before);
        var (now, then) = (parsed.RootElement, earlier.RootElement);
        if (CoreDataMapping.TextOf(now, "snapshot_id") is { } snapshot && snapshot == CoreDataMapping.TextOf(then, "snapshot_id")) return true;
        return Visible(sent).Any()
            && Visible(sent).All(field => Same(field.Value, Shown(now, field.Key)) || Same(Shown(then, field.Key), Shown(now, field.Key)));
    }

    /// <summary>Made at or after this time, as far as clocks agree.</summary>
    public static bool IsSince(Project project, DateTimeOffset sentAt) => project.CreatedAt >= sentAt - TimeSpan.FromMinutes(2);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Visible(JsonObject sent) =>
        sent.Where(field => field.Key != CoreDataBody.SubProjectOf);

    /// <summary>A field as it would have been sent.</summary>
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
