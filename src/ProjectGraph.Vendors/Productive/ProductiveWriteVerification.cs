using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// Compares sent values with Productive's project, to find ignored fields, and to decide whether a write with an unknown outcome took
/// place.
/// </summary>
internal static class ProductiveWriteVerification
{
    private const string Workflow = "workflow_id";

    private static readonly HashSet<string> ChangeableWhenArchived = ["name", "project_manager_id"];

    private static readonly Dictionary<string, string> Relations = new()
    {
        ["company_id"] = "company",
        ["project_manager_id"] = "project_manager",
        [Workflow] = "workflow",
    };

    /// <summary>
    /// Returns the sent fields that Productive ignored while it responded with 200. "For archived projects, only the name and
    /// project_manager_id attributes can be updated"; an update "does not change workflow".
    /// </summary>
    public static IReadOnlyList<OperationError> FindIgnoredFields(VendorRequest sent, Project project)
    {
        using var shown = JsonDocument.Parse(project.Document);
        return
        [
            .. ProductiveBody
                .GetAttributes(sent.Body)
                .Where(field => IsIncluded(field.Key, shown.RootElement) && !ContainsSentValues(field.Key, field.Value, shown.RootElement))
                .Select(field => Error(field.Key, project.Archived == true)),
        ];
    }

    /// <summary>Whether the project contains every sent value that Productive does not ignore.</summary>
    public static bool ContainsSentValues(VendorRequest sent, Project project)
    {
        using var shown = JsonDocument.Parse(project.Document);
        return AcceptedFields(sent, project).All(field => ContainsSentValues(field.Key, field.Value, shown.RootElement));
    }

    /// <summary>Whether each field has either its sent value or its earlier one.</summary>
    public static bool HasNoOtherChanges(VendorRequest sent, Project project, Project before)
    {
        using var shown = JsonDocument.Parse(project.Document);
        using var earlier = JsonDocument.Parse(before.Document);
        return AcceptedFields(sent, project)
            .All(field =>
                ContainsSentValues(field.Key, field.Value, shown.RootElement)
                || Text(GetValue(field.Key, earlier.RootElement)) == Text(GetValue(field.Key, shown.RootElement))
            );
    }

    /// <summary>Whether the project has the sent attributes and relationships.</summary>
    public static bool MatchesCreate(VendorRequest sent, Project project)
    {
        using var shown = JsonDocument.Parse(project.Document);
        var related = sent.Body?["data"]?["relationships"] as JsonObject ?? [];
        return ProductiveBody.GetAttributes(sent.Body).All(field => ContainsSentValues(field.Key, field.Value, shown.RootElement))
            && related.All(field => ProductiveMapping.RelatedId(shown.RootElement, field.Key) == Text(field.Value?["data"]?["id"]));
    }

    /// <summary>Whether the project was created since this time. Two minutes allow for clock differences.</summary>
    public static bool IsCreatedSince(Project project, DateTimeOffset sentAt) => project.CreatedAt >= sentAt - TimeSpan.FromMinutes(2);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> AcceptedFields(VendorRequest sent, Project project) =>
        ProductiveBody
            .GetAttributes(sent.Body)
            .Where(field => field.Key != Workflow && (project.Archived != true || ChangeableWhenArchived.Contains(field.Key)));

    private static OperationError Error(string attribute, bool archived)
    {
        var field = ProductiveErrors.ToInputName(attribute);
        var reason =
            attribute == Workflow ? "an update does not change the workflow. Use changeProductiveProjectWorkflow"
            : archived && !ChangeableWhenArchived.Contains(attribute)
                ? "only the name and the manager of an archived project can be changed"
            : "the response reports success but the project does not contain the value";
        return new(VendorErrors.VendorPartial, $"Productive ignored '{field}': {reason}.", field);
    }

    private static bool ContainsSentValues(string name, JsonNode? sent, JsonElement resource)
    {
        var shown = GetValue(name, resource);
        if (sent is not JsonObject members)
            return sent is null ? IsEmpty(shown) : Text(sent) == Text(shown);
        return members.All(member =>
            member.Value is null
                ? IsEmpty(ProductiveDocument.GetMember(shown, member.Key))
                : Text(member.Value) == Text(ProductiveDocument.GetMember(shown, member.Key))
        );
    }

    /// <summary>
    /// Whether the resource contains the value. A relationship that was not included is unknown, and an update never changes the
    /// workflow.
    /// </summary>
    private static bool IsIncluded(string name, JsonElement resource) =>
        name == Workflow || !Relations.TryGetValue(name, out var relation) || Related(relation, resource) is not null;

    /// <summary>Returns the value in the resource. An id among attributes is returned as a relationship.</summary>
    private static JsonElement? GetValue(string name, JsonElement resource) =>
        Relations.TryGetValue(name, out var relation)
            ? ProductiveDocument.GetMember(Related(relation, resource), "id")
            : ProductiveDocument.GetMember(ProductiveDocument.GetMember(resource, "attributes"), name);

    private static JsonElement? Related(string relation, JsonElement resource) =>
        ProductiveDocument.GetMember(
            ProductiveDocument.GetMember(ProductiveDocument.GetMember(resource, "relationships"), relation),
            "data"
        );

    private static bool IsEmpty(JsonElement? value) =>
        value is null or { ValueKind: JsonValueKind.Null }
        || (value is { ValueKind: JsonValueKind.Object } members && !members.EnumerateObject().Any());

    // 5 and "5" are the same id; 2 and 2.0 are the same number.
    private static string? Text(JsonNode? value) => value is null ? null : Text(JsonSerializer.SerializeToElement(value));

    private static string? Text(JsonElement? value) =>
        value switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var exact) => exact.ToString(
                "G29",
                CultureInfo.InvariantCulture
            ),
            { ValueKind: JsonValueKind.Array } list => "[" + string.Join(',', list.EnumerateArray().Select(item => Text(item))) + "]",
            { } other => JsonSerializer.Serialize(other),
        };
}
