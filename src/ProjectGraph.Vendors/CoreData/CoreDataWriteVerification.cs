using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Compares sent values with CoreData's project, to decide whether a write with an unknown outcome took place.</summary>
internal static class CoreDataWriteVerification
{
    /// <summary>Whether the document contains every sent value, and at least one of them is visible.</summary>
    public static bool ContainsSentValues(JsonObject sent, string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return VisibleFields(sent).Any()
            && VisibleFields(sent).All(field => IsSameValue(field.Value, ToSentShape(parsed.RootElement, field.Key)));
    }

    /// <summary>Whether the snapshot is the earlier one, or each field has either its sent value or its earlier one.</summary>
    public static bool HasNoOtherChanges(JsonObject sent, string document, string before)
    {
        using var parsed = JsonDocument.Parse(document);
        using var earlier = JsonDocument.Parse(before);
        var (now, then) = (parsed.RootElement, earlier.RootElement);
        if (CoreDataMapping.FindText(now, "snapshot_id") is { } snapshot && snapshot == CoreDataMapping.FindText(then, "snapshot_id"))
            return true;
        return VisibleFields(sent).Any()
            && VisibleFields(sent)
                .All(field =>
                    IsSameValue(field.Value, ToSentShape(now, field.Key))
                    || IsSameValue(ToSentShape(then, field.Key), ToSentShape(now, field.Key))
                );
    }

    /// <summary>Whether the project was created since this time. Two minutes allow for clock differences.</summary>
    public static bool IsCreatedSince(Project project, DateTimeOffset sentAt) => project.CreatedAt >= sentAt - TimeSpan.FromMinutes(2);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> VisibleFields(JsonObject sent) =>
        sent.Where(field => field.Key != CoreDataBody.SubProjectOf);

    /// <summary>Returns a field in the shape in which it is sent.</summary>
    private static JsonNode? ToSentShape(JsonElement document, string field)
    {
        if (!document.TryGetProperty(field, out var value))
            return null;
        return field switch
        {
            "space" or "template" => CoreDataMapping.FindId(value),
            "responsible_users" or "associated_users" when value.ValueKind == JsonValueKind.Array => new JsonArray([
                .. value.EnumerateArray().Select(user => JsonValue.Create(CoreDataMapping.FindUsername(user))),
            ]),
            _ => JsonSerializer.SerializeToNode(value),
        };
    }

    private static bool IsSameValue(JsonNode? one, JsonNode? other) =>
        (one, other) switch
        {
            _ when IsEmpty(one) || IsEmpty(other) => IsEmpty(one) && IsEmpty(other),
            (JsonArray left, JsonArray right) => Texts(left).SetEquals(Texts(right)),
            _ => JsonElement.DeepEquals(JsonSerializer.SerializeToElement(one), JsonSerializer.SerializeToElement(other)),
        };

    private static bool IsEmpty(JsonNode? value) =>
        value switch
        {
            null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => true,
            JsonValue text => text.TryGetValue<string>(out var given) && given.Length == 0,
            _ => false,
        };

    private static HashSet<string> Texts(JsonArray items) => [.. items.Select(item => item?.ToJsonString() ?? "")];
}
