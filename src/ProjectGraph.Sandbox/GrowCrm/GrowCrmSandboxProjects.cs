using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>Handles create, get, update and delete. A stored project is the response document, plus its creator.</summary>
internal static class GrowCrmSandboxProjects
{
    public const string Collection = "projects";

    public static readonly IReadOnlyList<string> Statuses = ["not_started", "in_progress", "on_hold", "cancelled", "completed"];

    public static readonly IReadOnlyList<string> Permissions =
    [
        "clientperm_tasks_view",
        "clientperm_tasks_collaborate",
        "clientperm_tasks_create",
        "clientperm_timesheets_view",
        "clientperm_expenses_view",
        "assignedperm_tasks_collaborate",
    ];

    private const string Creator = "creator";
    private static readonly JsonNode MainAdministrator = 1;

    /// <summary>Returns the project in the path. A text that is not an id is reported as not found.</summary>
    public static JsonObject Existing(SandboxRequest request) =>
        request.Store[Collection].Get(request["id"]) ?? throw new SandboxException(404, "Project not found.");

    public static SandboxResponse Get(SandboxRequest request) => Answer(Existing(request), "Project retrieved successfully.");

    public static SandboxResponse Create(SandboxRequest request)
    {
        var input = new GrowCrmSandboxInput(request);
        var project = New(request.Now);
        var client = input.Existing("project_clientid", "clients", required: true);
        var creator = input.Existing("project_creatorid", "team");
        Assign(project, input);
        input.ThrowIfInvalid();
        project["client"] = GrowCrmSandboxRecords.Reference(client!);
        if (creator is not null)
            project[Creator] = creator["id"]!.DeepClone();
        return Answer(Insert(request.Store, project).Project, "Project created successfully.", 201);
    }

    /// <summary>Updates a project. "Same body parameters as Create": the same fields are required, and an omitted flag is off.</summary>
    public static SandboxResponse Update(SandboxRequest request)
    {
        var project = Existing(request);
        var input = new GrowCrmSandboxInput(request);
        if (input.Existing("project_creatorid", "team") is { } creator)
            project[Creator] = creator["id"]!.DeepClone();
        Assign(project, input);
        input.ThrowIfInvalid();
        return Answer(Save(request, project), "Project updated successfully.");
    }

    /// <summary>Deletes the project and all records that belong to it.</summary>
    public static SandboxResponse Delete(SandboxRequest request)
    {
        var project = Existing(request);
        var key = GrowCrmSandboxRecords.Key(project);
        foreach (var task in GrowCrmSandboxRecords.FindReferring(request.Store, "tasks", "project", key))
            GrowCrmSandboxRelatedKind.RemoveOf(request.Store, "checklists", "resource", GrowCrmSandboxRecords.Key(task));
        foreach (var collection in GrowCrmSandboxRecords.ProjectCollections)
            GrowCrmSandboxRelatedKind.RemoveOf(request.Store, collection, "project", key);
        request.Store[Collection].Remove(key);
        return IdOnly(project, "Project deleted successfully.");
    }

    public static JsonObject New(DateTimeOffset now) =>
        new()
        {
            ["title"] = null,
            ["description"] = null,
            ["reference"] = null,
            ["status"] = "not_started",
            ["active_state"] = "active",
            ["progress"] = 0,
            ["progress_manually"] = "no",
            ["client"] = null,
            ["category"] = null,
            ["dates"] = new JsonObject
            {
                ["start"] = null,
                ["due"] = null,
                ["created"] = GrowCrmSandboxRecords.Instant(now),
                ["updated"] = GrowCrmSandboxRecords.Instant(now),
            },
            ["billing"] = new JsonObject
            {
                ["type"] = "hourly",
                ["rate"] = "0.00",
                ["estimated_hours"] = 0,
                ["costs_estimate"] = "0.00",
            },
            ["permissions"] = new JsonObject(Permissions.Select(name => KeyValuePair.Create(name, (JsonNode?)"no"))),
            ["assigned"] = new JsonArray(),
            ["managers"] = new JsonArray(),
            ["tags"] = new JsonArray(),
            [Creator] = MainAdministrator.DeepClone(),
        };

    /// <summary>Inserts a project with its default milestone, which holds tasks without one.</summary>
    public static (JsonObject Project, JsonObject Milestone) Insert(SandboxStore store, JsonObject project)
    {
        var added = GrowCrmSandboxRecords.Add(store, Collection, project);
        return (
            added,
            GrowCrmSandboxRecords.Add(
                store,
                "milestones",
                new()
                {
                    ["title"] = "Uncategorised",
                    ["type"] = "uncategorised",
                    ["position"] = 1,
                    ["project"] = GrowCrmSandboxRelatedKind.ProjectReference(added),
                }
            )
        );
    }

    public static JsonObject Save(SandboxRequest request, JsonObject project)
    {
        project["dates"]!["updated"] = GrowCrmSandboxRecords.Instant(request.Now);
        GrowCrmSandboxRecords.Put(request.Store, Collection, project);
        return project;
    }

    public static SandboxResponse Answer(JsonObject project, string message, int status = 200) =>
        new(status, new JsonObject { ["data"] = CreateResponse(project), ["message"] = message });

    public static SandboxResponse IdOnly(JsonObject project, string message) =>
        SandboxResponse.Ok(
            new JsonObject
            {
                ["data"] = new JsonObject { ["id"] = project["id"]!.DeepClone() },
                ["message"] = message,
            }
        );

    public static JsonObject CreateResponse(JsonObject project)
    {
        var shown = (JsonObject)project.DeepClone();
        shown.Remove(Creator);
        return shown;
    }

    /// <summary>
    /// Assigns the given fields. Absent fields are unchanged or get a default; null or empty clears; flags are checkboxes.
    /// </summary>
    private static void Assign(JsonObject project, GrowCrmSandboxInput input)
    {
        project["title"] = input.Text("project_title", required: true);
        AssignDates(project["dates"]!.AsObject(), input, required: true);
        if (input.Existing("project_categoryid", "categories", required: true) is { } category)
            project["category"] = GrowCrmSandboxRecords.Reference(category);
        var description = input.Text("project_description");
        if (input.Has("project_description"))
            project["description"] = description;
        AssignBilling(project["billing"]!.AsObject(), input);
        project["progress_manually"] = input.Flag("project_progress_manually") ? "yes" : "no";
        foreach (var name in Permissions)
            project["permissions"]![name] = input.Flag(name) ? "yes" : "no";
    }

    /// <summary>Assigns the dates. The due day is compared with the resulting start date, sent or stored.</summary>
    public static void AssignDates(JsonObject dates, GrowCrmSandboxInput input, bool required)
    {
        if (input.Day("project_date_start", required) is { } start)
            dates["start"] = start;
        var due = input.Day("project_date_due");
        // A clone without a due day keeps the source's. An update clears it.
        if (due is not null || (required && input.Has("project_date_due")))
            dates["due"] = due;
        if (string.CompareOrdinal(dates["due"].Text() ?? "9999", dates["start"].Text()) < 0)
            input.Fail("project_date_due", "The project date due field must be a date after or equal to project date start.");
    }

    private static void AssignBilling(JsonObject billing, GrowCrmSandboxInput input)
    {
        var type = input.OneOf("project_billing_type", ["hourly", "fixed"]);
        var (rate, hours, costs) = (
            input.Number("project_billing_rate"),
            input.Number("project_billing_estimated_hours"),
            input.Number("project_billing_costs_estimate")
        );
        if (input.Has("project_billing_type"))
            billing["type"] = type ?? "hourly";
        if (input.Has("project_billing_rate"))
            billing["rate"] = Money(rate ?? 0);
        // The division removes trailing zeros, which a decimal preserves.
        if (input.Has("project_billing_estimated_hours"))
            billing["estimated_hours"] = (hours ?? 0) / 1.0000000000000000000000000000m;
        if (input.Has("project_billing_costs_estimate"))
            billing["costs_estimate"] = Money(costs ?? 0);
    }

    private static string Money(decimal amount) =>
        Math.Round(amount, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);
}
