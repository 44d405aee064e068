using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Copies the contents. Flags for records that the sandbox does not have (notes, surveys, views …) copy nothing.</summary>
internal sealed class ProductiveSandboxCopyJob(SandboxStore store, JsonObject copy, JsonObject job, DateTimeOffset now)
{
    private readonly HashSet<string> _flags = [.. job["flags"]!.AsArray().Select(flag => flag.Text()!)];
    private readonly JsonObject? _source = store[ProductiveSandboxProjects.Collection].Get(job["source"].Text()!);

    public void Run()
    {
        var id = copy["id"].Text()!;
        copy["attributes"]!["duplication_status"] = "idle";
        if (_source is not null)
        {
            CopyFields();
            foreach (var task in ProductiveSandboxProjects.FindReferring(store, "tasks", _source["id"].Text()!).Where(IsWanted))
                CopyTask(task);
            CopyDeals();
        }
        store[ProductiveSandboxProjects.Collection].Put(id, copy);
    }

    private void CopyFields()
    {
        if (_flags.Contains("copy_memberships") || _flags.Contains("copy_project_members"))
            copy["members"] = _source!["members"]!.DeepClone();
        if (!_flags.Contains("copy_custom_fields"))
            return;
        copy["attributes"]!["custom_fields"] = _source!["attributes"]!["custom_fields"]?.DeepClone();
        copy["links"]!["custom_field_people"] = _source["links"]!["custom_field_people"]?.DeepClone();
    }

    private bool IsWanted(JsonObject task) =>
        _flags.Contains(task["attributes"]!["closed"]!.GetValue<bool>() ? "copy_closed_tasks" : "copy_open_tasks");

    private void CopyTask(JsonObject task)
    {
        var attributes = task["attributes"]!.AsObject();
        foreach (
            var (flag, name) in new[]
            {
                ("copy_due_date", "due_date"),
                ("copy_start_date", "start_date"),
                ("copy_estimate", "initial_estimate"),
                ("copy_task_description", "description"),
            }
        )
        {
            if (!_flags.Contains(flag))
                attributes[name] = null;
        }
        if (!_flags.Contains("copy_tags"))
            attributes["tag_list"] = new JsonArray();
        if (!_flags.Contains("copy_assignees"))
            ProductiveSandboxProjects.Link(task, "assignee", null);
        foreach (var name in new[] { "created_at", "updated_at" })
            attributes[name] = ProductiveSandboxTime.Exact(now);
        Add("tasks", task);
    }

    /// <summary>
    /// Copies deals and budgets. They belong to a client, so the example's copy without a company has none, without an error.
    /// </summary>
    private void CopyDeals()
    {
        var company = copy["links"]!["company"].Text();
        if (company is null || copy["attributes"]!["project_type_id"]!.ToJsonString() != "2")
            return;
        foreach (var deal in ProductiveSandboxProjects.FindReferring(store, "deals", _source!["id"].Text()!))
        {
            if (!_flags.Contains(deal["attributes"]!["budget"]!.GetValue<bool>() ? "copy_budgets" : "copy_deals"))
                continue;
            ProductiveSandboxProjects.Link(deal, "company", company);
            Add("deals", deal);
        }
    }

    private void Add(string collection, JsonObject record)
    {
        var id = store.Next(collection).ToString(CultureInfo.InvariantCulture);
        record["id"] = id;
        ProductiveSandboxProjects.Link(record, "project", copy["id"].Text());
        store[collection].Put(id, record);
    }
}
