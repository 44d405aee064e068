using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Handles get, create, update, archive, restore and delete.</summary>
internal static class ProductiveSandboxProjects
{
    public const string Collection = "projects";

    private static readonly string[] Positions = ["task_custom_fields_positions", "page_custom_fields_positions"];

    public static SandboxResponse Get(SandboxRequest request) => Answer(request, Existing(request));

    public static JsonObject Existing(SandboxRequest request) => ProductiveSandboxType.Projects.Existing(request);

    /// <summary>Creates a project. The workflow is checked first; if it is missing, the printed error names nothing else.</summary>
    public static SandboxResponse Create(SandboxRequest request)
    {
        var input = new ProductiveSandboxInput(request);
        var workflow = input.Related("workflow", ProductiveSandboxType.GetByName("workflows"))
            ?? throw ProductiveSandboxErrors.Attributes((ProductiveSandboxErrors.Invalid, "workflow"));
        var project = New(request.Store, workflow["organization"].Text()!, request.Now);
        Link(project, "workflow", workflow["id"].Text());
        var values = new ProductiveSandboxValues(input, project);
        values.Name(required: true);
        values.Company();
        values.Manager();
        if (input.Has("project_type_id"))
            values.ProjectType();
        values.AssignOtherFields(request.Store);
        values.Check();
        Put(request, project);
        // It would be {} when read from the database, but a new record was not read from it yet.
        if (!input.Has("preferences"))
            project["attributes"]!["preferences"] = null;
        return Answer(request, project, 201);
    }

    /// <summary>
    /// Merges the given fields. Except for name and manager, fields of an archived project are silently ignored. A workflow is always
    /// ignored.
    /// </summary>
    public static SandboxResponse Update(SandboxRequest request)
    {
        var project = Existing(request);
        var input = new ProductiveSandboxInput(request, request["id"]);
        var values = new ProductiveSandboxValues(input, project);
        values.Name(required: false);
        if (project["attributes"]!["archived_at"] is null)
        {
            if (input.Relates("company"))
                values.Company();
            if (input.Has("project_type_id"))
                values.ProjectType();
            values.AssignOtherFields(request.Store);
        }
        if (input.Relates("project_manager"))
            values.Manager();
        values.Check();
        foreach (var name in Positions)
            project["attributes"]![name] ??= new JsonObject();
        return Answer(request, UpdateActivity(request, project));
    }

    public static SandboxResponse Archive(SandboxRequest request)
    {
        var project = Existing(request);
        if (project["attributes"]!["archived_at"] is not null)
            return Answer(request, project);
        project["attributes"]!["archived_at"] = ProductiveSandboxTime.ToTheSecond(request.Now);
        return Answer(request, UpdateActivity(request, project));
    }

    public static SandboxResponse Restore(SandboxRequest request)
    {
        var project = Existing(request);
        if (project["attributes"]!["archived_at"] is null)
            return Answer(request, project);
        project["attributes"]!["archived_at"] = null;
        return Answer(request, UpdateActivity(request, project));
    }

    public static SandboxResponse Delete(SandboxRequest request)
    {
        var id = Existing(request)["id"].Text()!;
        foreach (var collection in new[] { "tasks", "deals" })
        {
            foreach (var record in FindReferring(request.Store, collection, id))
                request.Store[collection].Remove(record["id"].Text()!);
        }
        request.Store[Collection].Remove(id);
        return new(204);
    }

    /// <summary>Creates a project with its organization's next number, which is never reused. A template has no number.</summary>
    public static JsonObject New(SandboxStore store, string organization, DateTimeOffset now, bool template = false, string? id = null)
    {
        var number = template ? null : store.Next("number:" + organization).ToString(CultureInfo.InvariantCulture);
        return new()
        {
            ["id"] = id ?? store.Next(Collection).ToString(CultureInfo.InvariantCulture),
            ["organization"] = organization,
            ["attributes"] = new JsonObject
            {
                ["name"] = null,
                ["number"] = number,
                ["preferences"] = new JsonObject(),
                ["project_number"] = number,
                ["project_type_id"] = 2,
                ["project_color_id"] = null,
                ["last_activity_at"] = ProductiveSandboxTime.ToTheSecond(now),
                ["tag_colors"] = new JsonObject(),
                ["archived_at"] = null,
                ["created_at"] = ProductiveSandboxTime.Exact(now),
                ["template"] = template,
                ["duplication_status"] = "idle",
                ["custom_fields"] = null,
                ["task_custom_fields_ids"] = null,
                ["task_custom_fields_positions"] = new JsonObject(),
                ["page_custom_fields_ids"] = null,
                ["page_custom_fields_positions"] = new JsonObject(),
                ["sample_data"] = false,
            },
            ["links"] = new JsonObject { ["last_actor"] = ProductiveSandbox.Person },
            ["members"] = new JsonArray(),
        };
    }

    public static JsonObject UpdateActivity(SandboxRequest request, JsonObject project)
    {
        project["attributes"]!["last_activity_at"] = ProductiveSandboxTime.ToTheSecond(request.Now);
        Link(project, "last_actor", ProductiveSandbox.Person);
        return Put(request, project);
    }

    public static JsonObject Put(SandboxRequest request, JsonObject project)
    {
        request.Store[Collection].Put(project["id"].Text()!, project);
        return project;
    }

    public static void Link(JsonObject record, string relation, string? id)
    {
        var links = record["links"]!.AsObject();
        if (id is null)
            links.Remove(relation);
        else
            links[relation] = id;
    }

    /// <summary>Returns the records that refer to the project, as a copy, so that the collection may change during iteration.</summary>
    public static IReadOnlyList<JsonObject> FindReferring(SandboxStore store, string collection, string project) =>
        [.. store[collection].Rows.Where(row => row["links"]!["project"].Text() == project).Select(row => (JsonObject)row.DeepClone())];

    public static SandboxResponse Answer(SandboxRequest request, JsonObject project, int status = 200) =>
        ProductiveSandboxDocument.Answer(request, ProductiveSandboxType.Projects, project, status);
}
