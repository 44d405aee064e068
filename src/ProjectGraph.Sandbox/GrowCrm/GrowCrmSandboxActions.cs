using System.Globalization;
using System.Text.Json.Nodes;
using GrowCrmSandboxAction = System.Func<
    ProjectGraph.Sandbox.SandboxRequest,
    System.Text.Json.Nodes.JsonObject,
    ProjectGraph.Sandbox.SandboxResponse
>;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>Handles the actions under a project's id. Each changes one value, which is all that its body contains.</summary>
internal static class GrowCrmSandboxActions
{
    public static readonly IReadOnlyDictionary<string, GrowCrmSandboxAction> All = new Dictionary<string, GrowCrmSandboxAction>
    {
        ["assign"] = Assign,
        ["manager"] = SetManager,
        ["status"] = ChangeStatus,
        ["progress"] = UpdateProgress,
        ["tags"] = SetTags,
        ["archive"] = (request, project) =>
            SetActiveState(
                request,
                project,
                request.HasVariant(GrowCrmSandbox.StateIsArchive) ? "archive" : "archived",
                "Project archived successfully."
            ),
        ["restore"] = (request, project) => SetActiveState(request, project, "active", "Project restored successfully."),
        ["stop-timers"] = StopTimers,
    };

    /// <summary>Replaces all assigned team members.</summary>
    private static SandboxResponse Assign(SandboxRequest request, JsonObject project)
    {
        var input = new GrowCrmSandboxInput(request);
        var members = input.Set("assigned", id => input.Find("team", id));
        input.ThrowIfInvalid();
        project["assigned"] = GrowCrmSandboxRecords.References(members);
        return SaveAndRespond(request, project, "Project assigned users updated successfully.");
    }

    /// <summary>Sets or removes the manager. The key is required; null, an empty text and an empty list remove.</summary>
    private static SandboxResponse SetManager(SandboxRequest request, JsonObject project)
    {
        var input = new GrowCrmSandboxInput(request);
        if (!input.Has("manager"))
            input.Fail("manager", "The manager field must be present.");
        var manager = input.Value("manager") is JsonArray { Count: 0 } ? null : input.Existing("manager", "team");
        input.ThrowIfInvalid();
        project["managers"] = GrowCrmSandboxRecords.References(manager is null ? [] : [manager]);
        return SaveAndRespond(request, project, "Project manager updated successfully.");
    }

    private static SandboxResponse ChangeStatus(SandboxRequest request, JsonObject project)
    {
        var input = new GrowCrmSandboxInput(request);
        var status = input.OneOf("status", GrowCrmSandboxProjects.Statuses, required: true);
        input.ThrowIfInvalid();
        project["status"] = status;
        return SaveAndRespond(request, project, "Project status updated successfully.");
    }

    private static SandboxResponse UpdateProgress(SandboxRequest request, JsonObject project)
    {
        var input = new GrowCrmSandboxInput(request);
        var progress = input.Integer("progress", 0, 100);
        input.ThrowIfInvalid();
        project["progress"] = progress;
        return SaveAndRespond(request, project, "Project progress updated successfully.");
    }

    private static SandboxResponse SetTags(SandboxRequest request, JsonObject project)
    {
        var input = new GrowCrmSandboxInput(request);
        var tags = input.Set("tags", tag => string.IsNullOrWhiteSpace(tag.Text()) ? null : tag.Text());
        input.ThrowIfInvalid();
        project["tags"] = new JsonArray([.. tags.Distinct().Select(tag => JsonValue.Create(tag))]);
        return SaveAndRespond(request, project, "Project tags updated successfully.");
    }

    private static SandboxResponse SetActiveState(SandboxRequest request, JsonObject project, string state, string message)
    {
        project["active_state"] = state;
        return SaveAndRespond(request, project, message);
    }

    /// <summary>
    /// Stops every running timer on the project's tasks, and adds its seconds there. Responds with the id instead of the project.
    /// </summary>
    private static SandboxResponse StopTimers(SandboxRequest request, JsonObject project)
    {
        var timers = GrowCrmSandboxRecords.FindReferring(request.Store, "timers", "project", GrowCrmSandboxRecords.Key(project));
        foreach (var timer in timers.Where(timer => timer["status"].Text() == "running"))
            StopTimer(request, timer);
        if (request.HasVariant(GrowCrmSandbox.TimersIdIsText))
            project["id"] = GrowCrmSandboxRecords.Key(project);
        return GrowCrmSandboxProjects.IdOnly(project, "Project timers stopped successfully.");
    }

    private static void StopTimer(SandboxRequest request, JsonObject timer)
    {
        var started = DateTimeOffset.Parse(timer["started"].Text()!, CultureInfo.InvariantCulture);
        var seconds = Math.Max(0, (long)(request.Now - started).TotalSeconds);
        timer["status"] = "stopped";
        timer["stopped"] = GrowCrmSandboxRecords.Instant(request.Now);
        timer["time"] = seconds;
        GrowCrmSandboxRecords.Put(request.Store, "timers", timer);
        if (request.Store["tasks"].Get(GrowCrmSandboxRecords.Key(timer["task"]!.AsObject())) is not { } task)
            return;
        task["time_logged"] = seconds + long.Parse(task["time_logged"]!.ToJsonString(), CultureInfo.InvariantCulture);
        GrowCrmSandboxRecords.Put(request.Store, "tasks", task);
    }

    private static SandboxResponse SaveAndRespond(SandboxRequest request, JsonObject project, string message) =>
        GrowCrmSandboxProjects.Answer(GrowCrmSandboxProjects.Save(request, project), message);
}
