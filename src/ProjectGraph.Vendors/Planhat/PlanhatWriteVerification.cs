using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Compares sent values with Planhat's project, to decide whether a write with an unknown outcome took place.</summary>
internal static class PlanhatWriteVerification
{
    /// <summary>Whether the document contains every sent value.</summary>
    public static bool ContainsSentValues(JsonObject sent, string document)
    {
        using var parsed = JsonDocument.Parse(document);
        var shown = parsed.RootElement;
        return sent.All(field => IsSameValue(field.Key, field.Value, GetMember(shown, field.Key)));
    }

    /// <summary>Whether each field has either its sent value or its earlier one.</summary>
    public static bool HasNoOtherChanges(JsonObject sent, string document, string before)
    {
        using var parsed = JsonDocument.Parse(document);
        using var earlier = JsonDocument.Parse(before);
        return sent.All(field =>
            IsSameValue(field.Key, field.Value, GetMember(parsed.RootElement, field.Key))
            || IsSameValue(GetMember(earlier.RootElement, field.Key), GetMember(parsed.RootElement, field.Key))
        );
    }

    /// <summary>Whether the project was created since this time. Two minutes allow for clock differences.</summary>
    public static bool IsCreatedSince(Project project, DateTimeOffset sentAt) => project.CreatedAt >= sentAt - TimeSpan.FromMinutes(2);

    private static bool IsSameValue(string name, JsonNode? sent, JsonElement? shown)
    {
        if (sent is null)
            return shown is null or { ValueKind: JsonValueKind.Null };
        if (name == "custom" && sent is JsonObject custom)
            return custom.All(field => IsSameValue("", field.Value, shown is { } values ? GetMember(values, field.Key) : null));
        // A company can also be identified by two other keys, which the document does not contain.
        if (name == "companyId" && !PlanhatMapping.IsObjectId((string)sent!))
            return shown is not null;
        return IsSameValue(JsonSerializer.SerializeToElement(sent), shown);
    }

    private static bool IsSameValue(JsonElement? one, JsonElement? other)
    {
        if (one is not { } left || other is not { } right)
            return one is null && other is null;
        if (left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number)
            return left.TryGetDecimal(out var a) && right.TryGetDecimal(out var b) ? a == b : left.GetDouble() == right.GetDouble();
        return JsonElement.DeepEquals(left, right) || (Instant(left) is { } first && first == Instant(right));
    }

    private static DateTimeOffset? Instant(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is [_, _, _, _, '-', ..] text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;

    private static JsonElement? GetMember(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
