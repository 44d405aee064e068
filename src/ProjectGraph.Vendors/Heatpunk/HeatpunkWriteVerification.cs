using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Compares sent values with Heatpunk's list, to decide whether a write with an unknown outcome took place.</summary>
internal static class HeatpunkWriteVerification
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    public static string SentOwner(OperationContext context) => SentBody(context)["owner"]!.GetValue<string>();

    public static JsonObject SentCreateMeta(OperationContext context) => (JsonObject)SentBody(context)["meta"]!;

    public static JsonObject SentUpdateMeta(OperationContext context) => (JsonObject)SentBody(context)["data"]!["meta"]!;

    /// <summary>Reads the project of an update again, as the same user.</summary>
    public static Task<Project?> ReadUpdatedProjectAsync(OperationContext context, CancellationToken cancellationToken) =>
        new HeatpunkClient(context.Channel).FindProjectAsync(
            SentUser(context),
            context.Project!.VendorId,
            context.Project.CreatedAt,
            cancellationToken
        );

    /// <summary>
    /// Finds projects that the create may have made: created since the request, with the same owner and all listed sent values.
    /// </summary>
    public static async Task<IReadOnlyList<Project>> FindCreatedProjectsAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var (meta, day) = (SentCreateMeta(context), HeatpunkClient.ToUtcDay(context.SentAt));
        var list = await new HeatpunkClient(context.Channel).ListAsync(
            SentOwner(context),
            day.AddDays(-1),
            day.AddDays(1),
            cancellationToken
        );
        return
        [
            .. list
                .Rows.Select(row => MapOrNull(row, list.RequestingUser, context))
                .OfType<Project>()
                .Where(project =>
                    project.CreatedAt >= context.SentAt - ClockTolerance
                    && (list.RequestingUser is null || project.Owner?.VendorId == list.RequestingUser.VendorId)
                    && ContainsSentValues(meta, project.Document)
                ),
        ];
    }

    /// <summary>Returns whether an update took place, or null if unknown, since a list omits some fields.</summary>
    public static bool? TookPlace(JsonObject meta, Project before, Project now)
    {
        if (!ContainsSentValues(meta, now.Document))
            return HasNoOtherChanges(meta, now.Document, before.Document) ? false : null;
        if (!meta.Any(field => HeatpunkWriteOnlyFields.IsWriteOnly(field.Key)) || !ContainsSentValues(meta, before.Document))
            return true;
        // No listed field was to change, so only the modification time remains. Opening a project changes that too.
        return now.UpdatedAt == before.UpdatedAt ? false : null;
    }

    /// <summary>The user as whom an update was sent.</summary>
    public static string SentUser(OperationContext context) => SentBody(context)["userEmail"]!.GetValue<string>();

    /// <summary>Whether a project's data contains this field, which a list omits.</summary>
    public static bool IsInProjectData(string key) => key is "customerEmail" or "customerPhone";

    /// <summary>
    /// Returns whether an update took place, by the project's data. An update is all or nothing: if a field changed to its sent value,
    /// the hidden fields changed too. An unchanged field proves nothing about the others.
    /// </summary>
    public static bool? TookPlaceByData(JsonObject meta, Project before, JsonElement data)
    {
        var seen = meta.Where(field => IsInProjectData(field.Key)).ToList();
        if (!seen.TrueForAll(field => GetText(data, field.Key) == (field.Value?.GetValue<string>() ?? "")))
            return false;
        var hidden = meta.Any(field => HeatpunkWriteOnlyFields.IsWriteOnly(field.Key) && !IsInProjectData(field.Key));
        return !hidden || seen.Exists(field => EarlierValue(before, field.Key) is { } earlier && earlier != field.Value?.GetValue<string>())
            ? true
            : null;
    }

    private static string? EarlierValue(Project before, string key) =>
        key == "customerEmail" ? before.Heatpunk?.CustomerEmail : before.Heatpunk?.CustomerPhone;

    private static string GetText(JsonElement data, string key) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static JsonObject SentBody(OperationContext context) => (JsonObject)context.SentRequest.Body!;

    private static Project? MapOrNull(JsonElement row, Person? requestingUser, OperationContext context)
    {
        try
        {
            return HeatpunkMapping.MapProject(row, requestingUser, context.Channel.Time.GetUtcNow());
        }
        catch (VendorReadException)
        {
            return null;
        }
    }

    /// <summary>Whether the document contains every sent value that a list contains.</summary>
    public static bool ContainsSentValues(JsonObject meta, string document)
    {
        using var shown = JsonDocument.Parse(document);
        return ListedFields(meta).All(field => IsSameValue(field.Value, GetMember(shown, field.Key)));
    }

    /// <summary>Whether each listed field has either its sent value or its earlier one.</summary>
    private static bool HasNoOtherChanges(JsonObject meta, string document, string before)
    {
        using var shown = JsonDocument.Parse(document);
        using var earlier = JsonDocument.Parse(before);
        return ListedFields(meta)
            .All(field =>
                IsSameValue(field.Value, GetMember(shown, field.Key))
                || JsonElement.DeepEquals(GetMember(shown, field.Key), GetMember(earlier, field.Key))
            );
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> ListedFields(JsonObject meta) =>
        meta.Where(field => !HeatpunkWriteOnlyFields.IsWriteOnly(field.Key));

    private static bool IsSameValue(JsonNode? sent, JsonElement shown)
    {
        if (sent is null || shown.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return (sent is null || sent.ToString().Length == 0) && shown.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        // Coordinates are returned as the nearest 32-bit number.
        if (sent.GetValueKind() == JsonValueKind.Number && shown.ValueKind == JsonValueKind.Number)
            return (float)JsonSerializer.SerializeToElement(sent).GetDouble() == (float)shown.GetDouble();
        return JsonElement.DeepEquals(JsonSerializer.SerializeToElement(sent), shown);
    }

    private static JsonElement GetMember(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value)
            ? value
            : default;
}
