using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <param name="Many">Whether it is a list of ids.</param>
internal sealed record ProductiveSandboxRelation(string Name, string Type, bool Many = false);

/// <summary>The values of a record for one filter. A record may have none.</summary>
/// <param name="IsSearch">Whether it compares like a search box: the text contains the value, case-insensitively.</param>
internal sealed record ProductiveSandboxFilterField(Func<JsonObject, IEnumerable<string?>> Values, bool IsSearch = false);

/// <summary>
/// A JSON:API resource type: its relations, and the filter and sort fields of its lists. A stored record is <c>{id, organization,
/// attributes, links: {relation: id or ids}}</c>.
/// </summary>
internal sealed record ProductiveSandboxType(string Name, params ProductiveSandboxRelation[] Relations)
{
    public static readonly ProductiveSandboxType Projects = new(
        "projects",
        new("company", "companies"),
        new("project_manager", "people"),
        new("last_actor", "people"),
        new("workflow", "workflows"),
        new("custom_field_people", "people", Many: true),
        new("custom_field_attachments", "attachments", Many: true),
        new("template_object", "projects")
    )
    {
        Filters = new()
        {
            ["id"] = Id,
            ["project_type"] = Attribute("project_type_id"),
            ["company_id"] = Link("company"),
            ["responsible_id"] = Link("project_manager"),
            ["person_id"] = new(record => (record["members"] as JsonArray ?? []).Select(member => member.Text())),
            ["status"] = Status("archived_at"),
            ["query"] = Search("name"),
        },
        Sorts = new()
        {
            ["name"] = record => record["attributes"]!["name"],
            ["created_at"] = record => Instant(record, "created_at"),
            ["last_activity_at"] = record => Instant(record, "last_activity_at"),
            ["project_number"] = record =>
                int.TryParse(record["attributes"]!["project_number"].Text(), CultureInfo.InvariantCulture, out var number) ? number : null,
        },
    };

    public static readonly ProductiveSandboxType WorkflowStatuses = new(
        "workflow_statuses",
        new ProductiveSandboxRelation("workflow", "workflows")
    )
    {
        Filters = new()
        {
            ["id"] = Id,
            ["workflow_id"] = Link("workflow"),
            ["category_id"] = Attribute("category_id"),
            ["name"] = Attribute("name"),
        },
        Sorts = new() { ["position"] = record => record["attributes"]!["position"] },
    };

    public static readonly ProductiveSandboxType Tasks = new(
        "tasks",
        new("project", "projects"),
        new("creator", "people"),
        new("assignee", "people"),
        new("last_actor", "people"),
        new("workflow_status", "workflow_statuses")
    )
    {
        Filters = new()
        {
            ["id"] = Id,
            ["project_id"] = Link("project"),
            ["assignee_id"] = Link("assignee"),
            ["workflow_status_id"] = Link("workflow_status"),
            ["status"] = new(record => [record["attributes"]!["closed"]!.GetValue<bool>() ? "2" : "1"]),
            ["query"] = Search("title"),
        },
        Sorts = new() { ["title"] = record => record["attributes"]!["title"], ["created_at"] = record => Instant(record, "created_at") },
    };

    private static readonly Dictionary<string, ProductiveSandboxFilterField> NameFilters = new()
    {
        ["id"] = Id,
        ["name"] = Attribute("name"),
        ["query"] = Search("name"),
        ["status"] = Status("archived_at"),
        ["archived"] = new(record => [record["attributes"]!["archived_at"] is null ? "false" : "true"]),
    };

    private static readonly Dictionary<string, Func<JsonObject, JsonNode?>> ByName = new()
    {
        ["name"] = record => record["attributes"]!["name"],
    };

    public static IReadOnlyList<ProductiveSandboxType> All { get; } =
    [
        Projects,
        Tasks,
        WorkflowStatuses,
        new("workflows", new ProductiveSandboxRelation("workflow_statuses", "workflow_statuses", Many: true))
        {
            Filters = NameFilters,
            Sorts = ByName,
        },
        new("companies") { Filters = NameFilters, Sorts = ByName },
        new("people", new ProductiveSandboxRelation("company", "companies"))
        {
            Filters = new()
            {
                ["id"] = Id,
                ["email"] = Attribute("email"),
                ["company_id"] = Link("company"),
                ["status"] = Status("archived_at"),
                ["query"] = new(record => [FullName(record)], IsSearch: true),
            },
            Sorts = new() { ["name"] = record => record["attributes"]!["first_name"] },
        },
        new("deals", new("project", "projects"), new("company", "companies"))
        {
            Filters = new()
            {
                ["id"] = Id,
                ["project_id"] = Link("project"),
                ["company_id"] = Link("company"),
                ["query"] = Search("name"),
            },
            Sorts = ByName,
        },
        new("custom_fields", new ProductiveSandboxRelation("options", "custom_field_options", Many: true))
        {
            Filters = new(NameFilters) { ["customizable_type"] = Attribute("customizable_type") },
            Sorts = ByName,
        },
        new("custom_field_options", new ProductiveSandboxRelation("custom_field", "custom_fields"))
        {
            Filters = new(NameFilters) { ["custom_field_id"] = Link("custom_field") },
            Sorts = ByName,
        },
        new("organizations") { Filters = NameFilters, Sorts = ByName },
    ];

    public Dictionary<string, ProductiveSandboxFilterField> Filters { get; private init; } = [];
    public Dictionary<string, Func<JsonObject, JsonNode?>> Sorts { get; private init; } = [];

    public static ProductiveSandboxType GetByName(string name) => All.Single(type => type.Name == name);

    /// <summary>Returns null if the id is unknown or belongs to an organization that the request did not name.</summary>
    public JsonObject? Find(SandboxRequest request, string? id) =>
        id is not null && request.Store[Name].Get(id) is { } record && CanSee(request, record) ? record : null;

    public JsonObject Existing(SandboxRequest request) =>
        Find(request, request["id"]) ?? throw new SandboxException(404, $"There is no such record: {Name} {request["id"]}.");

    public static bool CanSee(SandboxRequest request, JsonObject record)
    {
        var organization = ProductiveSandbox.GetOrganization(request);
        return organization == ProductiveSandbox.Organization || record["organization"].Text() == organization;
    }

    private static ProductiveSandboxFilterField Id => new(record => [record["id"].Text()]);

    private static ProductiveSandboxFilterField Attribute(string name) =>
        new(record => [record["attributes"]![name] is { } value ? value.Text() ?? value.ToJsonString() : null]);

    private static ProductiveSandboxFilterField Link(string name) => new(record => [record["links"]?[name].Text()]);

    private static string FullName(JsonObject person) =>
        $"{person["attributes"]!["first_name"].Text()} {person["attributes"]!["last_name"].Text()}";

    /// <summary>1 for active, 2 for archived.</summary>
    private static ProductiveSandboxFilterField Status(string name) => new(record => [record["attributes"]![name] is null ? "1" : "2"]);

    private static ProductiveSandboxFilterField Search(string name) => new(record => [record["attributes"]![name].Text()], IsSearch: true);

    /// <summary>Returns an instant as a number. Printed offsets change with the season, so they do not sort as text.</summary>
    private static JsonNode? Instant(JsonObject record, string name) =>
        DateTimeOffset.Parse(record["attributes"]![name].Text()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
