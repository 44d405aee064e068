using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Reads the responses of writes.</summary>
internal static class GrowCrmResponses
{
    /// <summary>The creator, which create and update accept but no response contains. The graph knows only what it sent.</summary>
    public const string CreatorField = "GrowCrm.CreatorId";

    private static readonly HashSet<string> CreatorFields = [CreatorField];

    /// <exception cref="VendorReadException">The response does not contain a project.</exception>
    public static OperationEffect ReadProject(OperationContext context, VendorResponse response) =>
        CreateEffect(
            GrowCrmMapping.MapProject(GrowCrmClient.ReadRecord(response), context.Channel.Time.GetUtcNow()),
            context.SentRequest.Body
        );

    public static OperationEffect CreateEffect(Project project, JsonNode? sent)
    {
        if (sent?[GrowCrmBody.Creator]?.GetValue<long>() is not { } creator)
            return OperationEffect.FromProject(project);
        project.GrowCrm!.CreatorId = creator;
        return OperationEffect.FromProject(project) with { WrittenFields = CreatorFields };
    }

    /// <summary>
    /// Reads a refusal: a 422 has a list of texts per field, everything else a message. A 404 about the route, or not in the vendor's
    /// form, does not mean that a project is missing: some paths are deduced.
    /// </summary>
    public static IReadOnlyList<OperationError> ReadRefusal(VendorResponse response)
    {
        var body = response.TryJson() is { ValueKind: JsonValueKind.Object } json ? json : default(JsonElement?);
        var text = GetText(body, "message") ?? $"Grow CRM responded with status {response.Status}.";
        var fields = ReadFieldErrors(body).ToList();
        var code = GetCode(response.Status, body is null || text.Contains("route", StringComparison.OrdinalIgnoreCase));
        return fields.Count == 0
            ? [new(code, text, null, $"{response.Status}")]
            : [.. fields.Select(field => new OperationError(code, field.Text, ToInputName(field.Name), $"{response.Status}"))];
    }

    private static string GetCode(int status, bool isUnknownRoute) =>
        status == 404 && isUnknownRoute || status == 405 ? VendorErrors.VendorUnavailable : RefusalCodes.FromStatus(status);

    private static IEnumerable<(string Name, string Text)> ReadFieldErrors(JsonElement? body)
    {
        if (body is not { } json || !json.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var field in errors.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Array)
                yield return (field.Name, field.Value.ToString());
            else
                foreach (var text in field.Value.EnumerateArray())
                    yield return (field.Name, text.ToString());
        }
    }

    private static string? GetText(JsonElement? body, string name) =>
        body is { } json && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>
    /// Returns the input's name of a field: <c>project_date_due</c> is <c>projectDateDue</c>, and <c>assigned.0</c> is the whole list.
    /// </summary>
    private static string ToInputName(string field)
    {
        var words = field.Split('.', 2)[0].Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
