using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>
/// Clone a project: copies the source's values, resets its state, and copies the parts that the flags request. The two flags about
/// parts of tasks require <c>copy_tasks</c>.
/// </summary>
internal sealed class GrowCrmSandboxClone
{
    private static readonly string[] Names =
    [
        "copy_milestones",
        "copy_tasks",
        "copy_tasks_files",
        "copy_tasks_checklist",
        "copy_invoices",
        "copy_estimates",
        "copy_files",
    ];

    private readonly SandboxRequest _request;
    private readonly JsonObject _source;
    private readonly JsonObject _clone;
    private readonly HashSet<string> _flags;
    private readonly Dictionary<string, JsonObject> _milestones = [];

    public GrowCrmSandboxClone(SandboxRequest request)
    {
        _request = request;
        _source = GrowCrmSandboxProjects.Existing(request);
        var input = new GrowCrmSandboxInput(request);
        _clone = GrowCrmSandboxProjects.New(request.Now);
        foreach (var name in new[] { "description", "progress_manually", "client", "category", "billing", "permissions" })
            _clone[name] = _source[name]?.DeepClone();
        _clone["title"] = input.Text("project_title", required: true);
        if (input.Existing("project_clientid", "clients") is { } client)
            _clone["client"] = GrowCrmSandboxRecords.Reference(client);
        if (input.Existing("project_categoryid", "categories") is { } category)
            _clone["category"] = GrowCrmSandboxRecords.Reference(category);
        foreach (var name in new[] { "start", "due" })
            _clone["dates"]![name] = _source["dates"]![name]?.DeepClone();
        GrowCrmSandboxProjects.AssignDates(_clone["dates"]!.AsObject(), input, required: false);
        _flags = [.. Names.Where(input.Flag)];
        input.ThrowIfInvalid();
    }

    public SandboxResponse CreateClone()
    {
        // Copied tasks keep their assignees, who become the project's.
        if (_flags.Contains("copy_tasks"))
            _clone["assigned"] = _source["assigned"]!.DeepClone();
        var (added, uncategorised) = GrowCrmSandboxProjects.Insert(_request.Store, _clone);
        var project = GrowCrmSandboxRelatedKind.ProjectReference(added);
        MatchMilestones(project, uncategorised);
        if (_flags.Contains("copy_tasks"))
            CopyTasks(project);
        if (_flags.Contains("copy_files"))
            Copy("files", project, file => file["task"] is null);
        if (_flags.Contains("copy_invoices"))
            Copy("invoices", project, _ => true, Draft);
        if (_flags.Contains("copy_estimates"))
            Copy("estimates", project, _ => true, Draft);
        return GrowCrmSandboxProjects.Answer(added, "Project cloned successfully.", 201);
    }

    /// <summary>Assigns each copied task to the copy of its milestone, otherwise to the default milestone.</summary>
    private void MatchMilestones(JsonObject project, JsonObject uncategorised)
    {
        foreach (var milestone in SourceRecords("milestones"))
        {
            var copied = _flags.Contains("copy_milestones") && milestone["type"].Text() != "uncategorised";
            _milestones[GrowCrmSandboxRecords.Key(milestone)] = copied ? Add("milestones", milestone, project) : uncategorised;
        }
    }

    private void CopyTasks(JsonObject project)
    {
        foreach (var task in SourceRecords("tasks"))
        {
            var key = GrowCrmSandboxRecords.Key(task);
            var milestone = _milestones[GrowCrmSandboxRecords.Key(task["milestone"]!.AsObject())];
            task["milestone"] = new JsonObject { ["id"] = milestone["id"]!.DeepClone(), ["name"] = milestone["title"]!.DeepClone() };
            task["time_logged"] = 0;
            var copy = Add("tasks", task, project);
            if (_flags.Contains("copy_tasks_files"))
                Copy(
                    "files",
                    project,
                    file => GrowCrmSandboxRecords.RefersTo(file, "task", key),
                    file => file["task"] = TaskReference(copy)
                );
            if (_flags.Contains("copy_tasks_checklist"))
                CopyChecklist(key, copy);
        }
    }

    private void CopyChecklist(string task, JsonObject copy)
    {
        foreach (var item in GrowCrmSandboxRecords.FindReferring(_request.Store, "checklists", "resource", task))
        {
            item["resource"]!["id"] = copy["id"]!.DeepClone();
            item["status"] = "pending";
            item.Remove("id");
            GrowCrmSandboxRecords.Add(_request.Store, "checklists", item);
        }
    }

    private void Copy(string collection, JsonObject project, Func<JsonObject, bool> which, Action<JsonObject>? change = null)
    {
        foreach (var record in SourceRecords(collection).Where(which))
        {
            change?.Invoke(record);
            Add(collection, record, project);
        }
    }

    private IReadOnlyList<JsonObject> SourceRecords(string collection) =>
        GrowCrmSandboxRecords.FindReferring(_request.Store, collection, "project", GrowCrmSandboxRecords.Key(_source));

    private JsonObject Add(string collection, JsonObject record, JsonObject project)
    {
        var copy = (JsonObject)record.DeepClone();
        copy.Remove("id");
        copy["project"] = project.DeepClone();
        if (copy["client"] is not null)
            copy["client"] = _clone["client"]!.DeepClone();
        if (copy["dates"] is JsonObject dates)
        {
            foreach (var (name, value) in GrowCrmSandboxRecords.CreateTimestamps(_request.Now))
                dates[name] = value!.DeepClone();
        }
        return GrowCrmSandboxRecords.Add(_request.Store, collection, copy);
    }

    private static void Draft(JsonObject bill) => bill["status"] = "draft";

    private static JsonObject TaskReference(JsonObject task) =>
        new() { ["id"] = task["id"]!.DeepClone(), ["title"] = task["title"]!.DeepClone() };
}
