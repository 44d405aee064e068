using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>A kind of record related to a project. It can be listed and read but not written.</summary>
/// <param name="Filters">Query parameter → the name of the reference whose id it filters by.</param>
internal sealed record GrowCrmSandboxRelatedKind(
    string Collection,
    string Label,
    string Plural,
    params (string Parameter, string Name)[] Filters
)
{
    private static readonly (string, string)[] OfProject = [("project_id", "project"), ("client_id", "client")];

    public static IReadOnlyList<GrowCrmSandboxRelatedKind> All { get; } =
    [
        new("clients", "Client", "Clients"),
        new("categories", "Category", "Categories"),
        new("team", "Team member", "Team members"),
        new("milestones", "Milestone", "Milestones", OfProject),
        new("tasks", "Task", "Tasks", OfProject),
        new("checklists", "Checklist", "Checklists", ("resource_id", "resource")),
        new("files", "File", "Files", [.. OfProject, ("task_id", "task")]),
        new("invoices", "Invoice", "Invoices", OfProject),
        new("estimates", "Estimate", "Estimates", OfProject),
        new("timers", "Timer", "Timers", [.. OfProject, ("task_id", "task")]),
    ];

    public SandboxResponse List(SandboxRequest request)
    {
        var (input, rows) = (GrowCrmSandboxInput.FromQuery(request), request.List(Collection));
        foreach (var (parameter, name) in Filters)
            rows = GrowCrmSandboxList.FilterByReference(rows, input, parameter, name);
        if (input.Text("status") is { } status)
            rows = rows.Where(row => row["status"].Text() == status);
        return GrowCrmSandboxList.Page(
            input,
            rows,
            row => row["id"],
            row => CreateResponse(request.Store, row),
            $"{Plural} retrieved successfully."
        );
    }

    public SandboxResponse Get(SandboxRequest request)
    {
        var record = request.Store[Collection].Get(request["id"]) ?? throw new SandboxException(404, $"{Label} not found.");
        return SandboxResponse.Ok(
            new JsonObject { ["data"] = CreateResponse(request.Store, record), ["message"] = $"{Label} retrieved successfully." }
        );
    }

    public static JsonObject ProjectReference(JsonObject project) =>
        new() { ["id"] = project["id"]!.DeepClone(), ["title"] = project["title"]!.DeepClone() };

    public static void RemoveOf(SandboxStore store, string collection, string name, string key)
    {
        foreach (var record in GrowCrmSandboxRecords.FindReferring(store, collection, name, key))
            store[collection].Remove(GrowCrmSandboxRecords.Key(record));
    }

    /// <summary>Returns a record with current values of others, such as a category's count or a project's title.</summary>
    private JsonObject CreateResponse(SandboxStore store, JsonObject record)
    {
        var shown = (JsonObject)record.DeepClone();
        var key = GrowCrmSandboxRecords.Key(record);
        var projects = store[GrowCrmSandboxProjects.Collection];
        if (Collection == "categories")
            shown["count"] = projects.Rows.Count(project => GrowCrmSandboxRecords.RefersTo(project, "category", key));
        if (shown["project"] is JsonObject reference && projects.Get(GrowCrmSandboxRecords.Key(reference)) is { } owner)
            shown["project"] = ProjectReference(owner);
        return shown;
    }
}
