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
internal static class ProductiveTraces
{
    private const string Workflow = "workflow_id";

    private static readonly HashSet<string> changeableInTheArchive = ["name", "project_manager_id"];

    private static readonly Dictionary<string, string> relations = new()
    {
        ["company_id"] = "company",
        ["project_manager_id"] = "project_manager",
        [Workflow] = "workflow",
    };

    /// <summary>
    /// Returns the sent fields that Productive ignored while it responded with 200. "For archived projects, only the name and
    /// project_manager_id attributes can be updated"; an update "does not change workflow".
    /// </summary>
    public static IReadOnlyList<OperationError> PassedOver(VendorRequest sent, Project project)
    {
        using var shown = JsonDocument.Parse(project.Document);
        return
        [
            .. ProductiveBody.Attributes(sent.Body)
                .Where(field => IsTold(field.Key, shown.RootElement) && !Shows(field.Key, field.Value, shown.RootElement))
                .Select(field => Error(field.Key, project.Archived == true)),
        ];
    }

    /// <summary>Whether the project contains every sent value that Productive does not ignore.</summary>
    public static bool Shows(VendorRequest sent, Project project)
    {
        using var shown = JsonDocument.Parse(project.Document);
        return Heeded(sent, project).All(field => Shows(field.Key, field.Value, shown.RootElement));
    }

    /// <summary>Whether each field has either its sent value or its earlier one.</summary>
    public static bool IsUntouched(VendorRequest sent, Project project, Project before)
    {
        using var shown = JsonDocument.Parse(project.Document);
        using var earlier = JsonDocument.Parse(before.Document);
        return Heeded(sent, project).All(field =>
            Shows(field.Key, field.Value, shown.RootElement)
            || Text(Shown(field.Key, earlier.RootElement)) == Text(Shown(field.Key, shown.RootElement)));
    }

    /// <summary>Whether the project has the sent attributes and relationships.</summary>
    public static bool IsMadeBy(VendorRequest sent, Project project)
    {
        using var shown = JsonDocument.Parse(project.Document);
        var related = sent.Body?["data"]?["relationships"] as JsonObject ?? [];
        return ProductiveBody.Attributes(sent.Body).All(field => Shows(field.Key, field.Value, shown.RootElement))
            && related.All(field => ProductiveMapping.RelatedId(shown.RootElement, field.Key) == Text(field.Value?["data"]?["id"]));
    }

    /// <summary>Whether the project was created since this time. Two minutes allow for clock differences.</summary>
    public static bool IsSince(Project project, DateTimeOffset sentAt) => project.CreatedAt >= sentAt - TimeSpan.FromMinutes(2);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Heeded(VendorRequest sent, Project project) =>
        ProductiveBody.Attributes(sent.Body).Where(field =>
            field.Key != Workflow && (project.Archived != true || changeableInTheArchive.Contains(field.Key)));

    private static OperationError Error(string attribute, bool archived)
    {
        var field = ProductiveErrors.FieldOf(attribute);
        var reason = attribute == Workflow ? "an update does not change the workflow. Use changeProductiveProjectWorkflow"
            : archived && !changeableInTheArchive.Contains(attribute) ? "only the name and the manager of an archived project can be changed"
            : "the response reports success but the project does not contain the value";
        return new(VendorErrors.VendorPartial, $"Productive ignored '{field}': {reason}.", field);
    }

    private static bool Shows(string name, JsonNode? sent, JsonElement resource)
    {
        var shown = Shown(name, resource);
        if (sent is not JsonObject members) return sent is null ? IsEmpty(shown) : Text(sent) == Text(shown);
        return members.All(member => member.Value is null
            ? IsEmpty(ProductiveDocument.Member(shown, member.Key))
            : Text(member.Value) == Text(ProductiveDocument.Member(shown, member.Key)));
    }

    /// <summary>
    /// Whether the resource contains the value. A relationship that was not included is unknown, and an update never changes the
    /// workflow.
    /// </summary>
    private static bool IsTold(string name, JsonElement resource) =>
        name == Workflow || !relations.TryGetValue(name, out var relation) || Related(relation, resource) is not null;

    /// <summary>Returns the value in the resource. An id among attributes is returned as a relationship.</summary>
    private static JsonElement? Shown(string name, JsonElement resource) => relations.TryGetValue(name, out var relation)
        ? ProductiveDocument.Member(Related(relation, resource), "id")
        : ProductiveDocument.Member(ProductiveDocument.Member(resource, "attributes"), name);

    private static JsonElement? Related(string relation, JsonElement resource) =>
        ProductiveDocument.Member(ProductiveDocument.Member(ProductiveDocument.Member(resource, "relationships"), relation), "data");

    private static bool IsEmpty(JsonElement? value) =>
        value is null or { ValueKind: JsonValueKind.Null } || (value is { ValueKind: JsonValueKind.Object } members && !members.EnumerateObject().Any());

    // 5 and "5" are the same id; 2 and 2.0 are the same number.
    private static string? Text(JsonNode? value) => value is null ? null : Text(JsonSerializer.SerializeToElement(value));

    private static string? Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var exact) => exact.ToString("G29", CultureInfo.InvariantCulture),
        { ValueKind: JsonValueKind.Array } list => "[" + string.Join(',', list.EnumerateArray().Select(item => Text(item))) + "]",
        { } other => JsonSerializer.Serialize(other),
    };
}
