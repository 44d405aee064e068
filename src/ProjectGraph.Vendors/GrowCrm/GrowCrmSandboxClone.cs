using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>
/// Clone a project: copies the source's values, resets its state, and copies the parts that the flags request. The two flags about
/// parts of tasks require <c>copy_tasks</c>.
/// </summary>
internal sealed class GrowCrmSandboxClone
{
    private static readonly string[] names =
    [
        "copy_milestones", "copy_tasks", "copy_tasks_files", "copy_tasks_checklist", "copy_invoices", "copy_estimates", "copy_files",
    ];

    private readonly SandboxRequest request;
    private readonly JsonObject source;
    private readonly JsonObject clone;
    private readonly HashSet<string> flags;
    private readonly Dictionary<string, JsonObject> milestones = [];

    public GrowCrmSandboxClone(SandboxRequest request)
    {
        this.request = request;
        source = GrowCrmSandboxProjects.Existing(request);
        var input = new GrowCrmSandboxInput(request);
        clone = GrowCrmSandboxProjects.New(request.Now);
        foreach (var name in new[] { "description", "progress_manually", "client", "category", "billing", "permissions" })
            clone[name] = source[name]?.DeepClone();
        clone["title"] = input.Text("project_title", required: true);
        if (input.Existing("project_clientid", "clients") is { } client) clone["client"] = GrowCrmSandboxRecords.Reference(client);
        if (input.Existing("project_categoryid", "categories") is { } category)
            clone["category"] = GrowCrmSandboxRecords.Reference(category);
        foreach (var name in new[] { "start", "due" }) clone["dates"]![name] = source["dates"]![name]?.DeepClone();
        GrowCrmSandboxProjects.AssignDates(clone["dates"]!.AsObject(), input, required: false);
        flags = [.. names.Where(input.Flag)];
        input.Check();
    }

    public SandboxAnswer Answer()
    {
        // Copied tasks keep their assignees, who become the project's.
        if (flags.Contains("copy_tasks")) clone["assigned"] = source["assigned"]!.DeepClone();
        var (added, uncategorised) = GrowCrmSandboxProjects.Insert(request.Store, clone);
        var project = GrowCrmSandboxNeighbour.ProjectReference(added);
        MatchMilestones(project, uncategorised);
        if (flags.Contains("copy_tasks")) CopyTasks(project);
        if (flags.Contains("copy_files")) Copy("files", project, file => file["task"] is null);
        if (flags.Contains("copy_invoices")) Copy("invoices", project, _ => true, Draft);
        if (flags.Contains("copy_estimates")) Copy("estimates", project, _ => true, Draft);
        return GrowCrmSandboxProjects.Answer(added, "Project cloned successfully.", 201);
    }

    /// <summary>Assigns each copied task to the copy of its milestone, otherwise to the default milestone.</summary>
    private void MatchMilestones(JsonObject project, JsonObject uncategorised)
    {
        foreach (var milestone in OfSource("milestones"))
        {
            var copied = flags.Contains("copy_milestones") && milestone["type"].Text() != "uncategorised";
            milestones[GrowCrmSandboxRecords.Key(milestone)] = copied ? Add("milestones", milestone, project) : uncategorised;
        }
    }

    private void CopyTasks(JsonObject project)
    {
        foreach (var task in OfSource("tasks"))
        {
            var key = GrowCrmSandboxRecords.Key(task);
            var milestone = milestones[GrowCrmSandboxRecords.Key(task["milestone"]!.AsObject())];
            task["milestone"] = new JsonObject { ["id"] = milestone["id"]!.DeepClone(), ["name"] = milestone["title"]!.DeepClone() };
            task["time_logged"] = 0;
            var copy = Add("tasks", task, project);
            if (flags.Contains("copy_tasks_files"))
                Copy("files", project, file => GrowCrmSandboxRecords.IsOf(file, "task", key), file => file["task"] = TaskReference(copy));
            if (flags.Contains("copy_tasks_checklist")) CopyChecklist(key, copy);
        }
    }

    private void CopyChecklist(string task, JsonObject copy)
    {
        foreach (var item in GrowCrmSandboxRecords.Of(request.Store, "checklists", "resource", task))
        {
            item["resource"]!["id"] = copy["id"]!.DeepClone();
            item["status"] = "pending";
            item.Remove("id");
            GrowCrmSandboxRecords.Add(request.Store, "checklists", item);
        }
    }

    private void Copy(string collection, JsonObject project, Func<JsonObject, bool> which, Action<JsonObject>? change = null)
    {
        foreach (var record in OfSource(collection).Where(which))
        {
            change?.Invoke(record);
            Add(collection, record, project);
        }
    }

    private IReadOnlyList<JsonObject> OfSource(string collection) =>
        GrowCrmSandboxRecords.Of(request.Store, collection, "project", GrowCrmSandboxRecords.Key(source));

    private JsonObject Add(string collection, JsonObject record, JsonObject project)
    {
        var copy = (JsonObject)record.DeepClone();
        copy.Remove("id");
        copy["project"] = project.DeepClone();
        if (copy["client"] is not null) copy["client"] = clone["client"]!.DeepClone();
        if (copy["dates"] is JsonObject dates)
        {
            foreach (var (name, value) in GrowCrmSandboxRecords.Stamps(request.Now)) dates[name] = value!.DeepClone();
        }
        return GrowCrmSandboxRecords.Add(request.Store, collection, copy);
    }

    private static void Draft(JsonObject bill) => bill["status"] = "draft";

    private static JsonObject TaskReference(JsonObject task) =>
        new() { ["id"] = task["id"]!.DeepClone(), ["title"] = task["title"]!.DeepClone() };
}
