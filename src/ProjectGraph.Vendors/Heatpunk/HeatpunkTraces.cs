using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Compares sent values with Heatpunk's list, to decide whether a write with an unknown outcome took place.</summary>
internal static class HeatpunkTraces
{
    private static readonly TimeSpan clocksDiffer = TimeSpan.FromMinutes(2);

    public static string Owner(OperationContext context) => Sent(context)["owner"]!.GetValue<string>();

    public static JsonObject CreatedMeta(OperationContext context) => (JsonObject)Sent(context)["meta"]!;

    public static JsonObject UpdatedMeta(OperationContext context) => (JsonObject)Sent(context)["data"]!["meta"]!;

    /// <summary>Reads the project of an update again, as the same user.</summary>
    public static Task<Project?> UpdatedAsync(OperationContext context, CancellationToken cancellation) =>
        new HeatpunkClient(context.Channel).FindProjectAsync(
            User(context), context.Project!.VendorId, context.Project.CreatedAt, cancellation);

    /// <summary>
    /// Finds projects that the create may have made: created since the request, with the same owner and all listed sent values.
    /// </summary>
    public static async Task<IReadOnlyList<Project>> CreatedAsync(OperationContext context, CancellationToken cancellation)
    {
        var (meta, day) = (CreatedMeta(context), HeatpunkClient.Day(context.SentAt));
        var list = await new HeatpunkClient(context.Channel).ListAsync(Owner(context), day.AddDays(-1), day.AddDays(1), cancellation);
        return
        [
            .. list.Rows.Select(row => Readable(row, list.Asker, context)).OfType<Project>().Where(project =>
                project.CreatedAt >= context.SentAt - clocksDiffer
                && (list.Asker is null || project.Owner?.VendorId == list.Asker.VendorId)
                && Shows(meta, project.Document)),
        ];
    }

    /// <summary>Returns whether an update took place, or null if unknown, since a list omits some fields.</summary>
    public static bool? Compare(JsonObject meta, Project before, Project now)
    {
        if (!Shows(meta, now.Document)) return IsUntouched(meta, now.Document, before.Document) ? false : null;
        if (!meta.Any(field => HeatpunkWritten.IsUnshown(field.Key)) || !Shows(meta, before.Document)) return true;
        // No listed field was to change, so only the modification time remains. Opening a project changes that too.
        return now.UpdatedAt == before.UpdatedAt ? false : null;
    }

    /// <summary>The user as whom an update was sent.</summary>
    public static string User(OperationContext context) => Sent(context)["userEmail"]!.GetValue<string>();

    /// <summary>Whether a project's data contains this field, which a list omits.</summary>
    public static bool IsInData(string key) => key is "customerEmail" or "customerPhone";

    /// <summary>
    /// Returns whether an update took place, by the project's data. An update is all or nothing: if a field changed to its sent value,
    /// the hidden fields changed too. An unchanged field proves nothing about the others.
    /// </summary>
    public static bool? CompareData(JsonObject meta, Project before, JsonElement data)
    {
        var seen = meta.Where(field => IsInData(field.Key)).ToList();
        if (!seen.TrueForAll(field => Text(data, field.Key) == (field.Value?.GetValue<string>() ?? ""))) return false;
        var hidden = meta.Any(field => HeatpunkWritten.IsUnshown(field.Key) && !IsInData(field.Key));
        return !hidden || seen.Exists(field => Known(before, field.Key) is { } earlier && earlier != field.Value?.GetValue<string>()) ? true : null;
    }

    private static string? Known(Project before, string key) =>
        key == "customerEmail" ? before.Heatpunk?.CustomerEmail : before.Heatpunk?.CustomerPhone;

    private static string Text(JsonElement data, string key) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonObject Sent(OperationContext context) => (JsonObject)context.Sent.Body!;

    private static Project? Readable(JsonElement row, Person? requestingUser, OperationContext context)
    {
        try
        {
            return HeatpunkMapping.Project(row, requestingUser, context.Channel.Time.GetUtcNow());
        }
        catch (VendorReadException)
        {
            return null;
        }
    }

    /// <summary>Whether the document contains every sent value that a list contains.</summary>
    public static bool Shows(JsonObject meta, string document)
    {
        using var shown = JsonDocument.Parse(document);
        return Listed(meta).All(field => Same(field.Value, Member(shown, field.Key)));
    }

    /// <summary>Whether each listed field has either its sent value or its earlier one.</summary>
    private static bool IsUntouched(JsonObject meta, string document, string before)
    {
        using var shown = JsonDocument.Parse(document);
        using var earlier = JsonDocument.Parse(before);
        return Listed(meta).All(field =>
            Same(field.Value, Member(shown, field.Key)) || JsonElement.DeepEquals(Member(shown, field.Key), Member(earlier, field.Key)));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Listed(JsonObject meta) => meta.Where(field => !HeatpunkWritten.IsUnshown(field.Key));

    private static bool Same(JsonNode? sent, JsonElement shown)
    {
        if (sent is null || shown.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return (sent is null || sent.ToString().Length == 0) && shown.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        // Coordinates are returned as the nearest 32-bit number.
        if (sent.GetValueKind() == JsonValueKind.Number && shown.ValueKind == JsonValueKind.Number)
            return (float)JsonSerializer.SerializeToElement(sent).GetDouble() == (float)shown.GetDouble();
        return JsonElement.DeepEquals(JsonSerializer.SerializeToElement(sent), shown);
    }

    private static JsonElement Member(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) ? value : default;
}
