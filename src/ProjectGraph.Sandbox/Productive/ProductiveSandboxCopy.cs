using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>
/// Copies a project or a template. The response is the new project, without its contents, which a job copies. Until it has run,
/// <c>duplication_status</c> is not <c>idle</c>. The job runs with the first request after its time.
/// </summary>
internal static class ProductiveSandboxCopy
{
    private const string Jobs = "copy_jobs";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);
    private static readonly string[] ShortAttributes = ["name", "number", "preferences", "project_number", "project_color_id"];
    private static readonly string[] ShortRelationships = ["organization", "company"];

    private static readonly string[] Flags =
    [
        "copy_assignees",
        "copy_boards",
        "copy_budgets",
        "copy_closed_tasks",
        "copy_custom_fields",
        "copy_deals",
        "copy_due_date",
        "copy_estimate",
        "copy_memberships",
        "copy_notes",
        "copy_open_tasks",
        "copy_project_members",
        "copy_repeat",
        "copy_start_date",
        "copy_surveys",
        "copy_tags",
        "copy_task_attachments",
        "copy_task_closed_subtasks",
        "copy_task_closed_todos",
        "copy_task_comments",
        "copy_task_dependencies",
        "copy_task_description",
        "copy_task_lists",
        "copy_task_open_subtasks",
        "copy_task_open_todos",
        "copy_task_subscribers",
        "copy_views",
    ];

    public static SandboxResponse Answer(SandboxRequest request)
    {
        var input = new ProductiveSandboxInput(request);
        var source = input.Related("template", ProductiveSandboxType.Projects);
        var copy = CreateDraft(request, input, source);
        var on = Flags.Where(input.Flag).ToList();
        ProductiveSandboxProjects.Put(request, copy);
        request
            .Store[Jobs]
            .Put(
                copy["id"].Text()!,
                new()
                {
                    ["source"] = source!["id"]!.DeepClone(),
                    ["due"] = (request.Now + Duration).UtcTicks.ToString(CultureInfo.InvariantCulture),
                    ["flags"] = new JsonArray([.. on.Select(flag => JsonValue.Create(flag))]),
                }
            );
        return ShortResponse(ProductiveSandboxProjects.Answer(request, copy, 201));
    }

    public static void RunDueJobs(SandboxStore store, DateTimeOffset now)
    {
        foreach (var id in store[Jobs].Ids())
        {
            var job = store[Jobs].Get(id)!;
            if (long.Parse(job["due"].Text()!, CultureInfo.InvariantCulture) > now.UtcTicks)
                continue;
            store[Jobs].Remove(id);
            if (store[ProductiveSandboxProjects.Collection].Get(id) is { } copy)
                new ProductiveSandboxCopyJob(store, copy, job, now).Run();
        }
    }

    /// <summary>Checks the request and reports all errors in the printed order. Only a successful copy uses a number.</summary>
    private static JsonObject CreateDraft(SandboxRequest request, ProductiveSandboxInput input, JsonObject? source)
    {
        var draft = new JsonObject { ["attributes"] = new JsonObject(), ["links"] = new JsonObject() };
        var values = new ProductiveSandboxValues(input, draft);
        values.Name(required: true);
        if (source is null)
            values.Fail(ProductiveSandboxErrors.Blank, "template");
        values.ProjectType();
        if (input.RelatedId("company", "companies") is not null)
            values.Company();
        values.Check();

        var copy = ProductiveSandboxProjects.New(
            request.Store,
            source!["organization"].Text()!,
            request.Now,
            input.Flag("copy_as_template")
        );
        foreach (var name in new[] { "project_color_id", "preferences", "tag_colors" })
            copy["attributes"]![name] = source["attributes"]![name]?.DeepClone();
        foreach (var name in new[] { "name", "project_type_id" })
            copy["attributes"]![name] = draft["attributes"]![name]!.DeepClone();
        copy["attributes"]!["duplication_status"] = "in_progress";
        foreach (var relation in new[] { "project_manager", "workflow" })
            copy["links"]![relation] = source["links"]![relation]?.DeepClone();
        ProductiveSandboxProjects.Link(copy, "company", draft["links"]!["company"].Text() ?? CompanyOf(source, draft));
        if (source["attributes"]!["template"]!.GetValue<bool>())
            copy["links"]!["template_object"] = source["id"]!.DeepClone();
        return copy;
    }

    /// <summary>Returns the copy's company. A client project defaults to its source's; an internal one has none by default.</summary>
    private static string? CompanyOf(JsonObject source, JsonObject draft) =>
        draft["attributes"]!["project_type_id"]!.GetValue<int>() == 2 ? source["links"]!["company"].Text() : null;

    private static SandboxResponse ShortResponse(SandboxResponse full)
    {
        var data = full.Body!["data"]!.AsObject();
        data["attributes"] = SelectFields(data["attributes"]!.AsObject(), ShortAttributes);
        data["relationships"] = SelectFields(data["relationships"]!.AsObject(), ShortRelationships);
        return full;
    }

    private static JsonObject SelectFields(JsonObject members, string[] names) =>
        new(
            members.Where(member => names.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))
        );
}
