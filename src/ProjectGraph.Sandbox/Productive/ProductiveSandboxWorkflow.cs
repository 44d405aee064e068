using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Changes the workflow. The map assigns a new status to every status of the present workflow.</summary>
internal static class ProductiveSandboxWorkflow
{
    private const string TooFew = "must have 2 (including one closed) or more workflow statuses defined";
    private const string Incomplete = "doesn't contain all statuses from current project workflow";
    private const string InvalidStatuses = "contains invalid statuses";
    private const string Closed = "3";

    public static SandboxResponse Change(SandboxRequest request)
    {
        var project = ProductiveSandboxProjects.Existing(request);
        var input = new ProductiveSandboxInput(request, request["id"]);
        // An unknown workflow is the only error reported, whatever the map contains.
        var target = input.Related("workflow", ProductiveSandboxType.GetByName("workflows"))
            ?? throw ProductiveSandboxErrors.Attributes((ProductiveSandboxErrors.Invalid, "workflow"));
        var current = request.Store["workflows"].Get(project["links"]!["workflow"].Text()!);
        var map = input["map"];
        var errors = Errors(map, current is null ? [] : Statuses(current), target, request.Store).ToList();
        if (errors.Count > 0)
            throw ProductiveSandboxErrors.Attributes(errors);
        foreach (var task in ProductiveSandboxProjects.FindReferring(request.Store, "tasks", project["id"].Text()!))
            MoveTasks(request, task, map!.AsObject());
        ProductiveSandboxProjects.Link(project, "workflow", target["id"].Text());
        return ProductiveSandboxProjects.Answer(request, ProductiveSandboxProjects.UpdateActivity(request, project));
    }

    /// <summary>
    /// Returns errors in the order and combinations of the six printed examples. Keys that are not present statuses are ignored.
    /// </summary>
    private static IEnumerable<(string Detail, string Attribute)> Errors(
        JsonNode? map,
        IReadOnlyList<string> current,
        JsonObject target,
        SandboxStore store
    )
    {
        var entries = map as JsonObject ?? [];
        var allowed = Statuses(target);
        if (IsBlank(map))
            yield return (ProductiveSandboxErrors.Blank, "map");
        if (allowed.Count < 2 || !allowed.Any(id => IsClosed(store, id)))
            yield return (TooFew, "workflow");
        if (map is null)
            yield break;
        if (!current.All(entries.ContainsKey))
            yield return (Incomplete, "map");
        else if (!current.All(id => allowed.Contains(ProductiveSandboxInput.TextOf(entries[id]) ?? "")))
            yield return (InvalidStatuses, "map");
    }

    private static bool IsBlank(JsonNode? map) =>
        map switch
        {
            null => true,
            JsonObject entries => entries.Count == 0,
            JsonArray items => items.Count == 0,
            _ => map.GetValueKind() == JsonValueKind.False || string.IsNullOrWhiteSpace(map.Text() ?? "x"),
        };

    private static IReadOnlyList<string> Statuses(JsonObject workflow) => ProductiveSandboxDocument.Ids(workflow, "workflow_statuses");

    private static bool IsClosed(SandboxStore store, string status) =>
        store["workflow_statuses"].Get(status)?["attributes"]!["category_id"]?.ToJsonString() == Closed;

    private static void MoveTasks(SandboxRequest request, JsonObject task, JsonObject map)
    {
        if (ProductiveSandboxInput.TextOf(map[task["links"]!["workflow_status"].Text()!]) is not { } status)
            return;
        var closed = IsClosed(request.Store, status);
        var attributes = task["attributes"]!;
        ProductiveSandboxProjects.Link(task, "workflow_status", status);
        if (attributes["closed"]!.GetValue<bool>() != closed)
            attributes["closed_at"] = closed ? ProductiveSandboxTime.Exact(request.Now) : null;
        attributes["closed"] = closed;
        attributes["updated_at"] = ProductiveSandboxTime.Exact(request.Now);
        request.Store["tasks"].Put(task["id"].Text()!, task);
    }
}
