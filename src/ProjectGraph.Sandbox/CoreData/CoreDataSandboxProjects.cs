using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>Handles the requests about projects. Fields with a leading underscore are internal to the sandbox.</summary>
internal static class CoreDataSandboxProjects
{
    public const string Projects = "projects";
    private const string Creator = "_creator";

    // The dynatype of the 2023 examples' domain, which the create example shares.
    private const string Dynatype = "6d97a3d8-7758-11ee-834b-c7bbcb21ca78";

    public static SandboxResponse List(SandboxRequest request) =>
        CoreDataSandboxList.CreateResponse(request, CoreDataSandboxList.Sorted(request.List(Projects)));

    public static SandboxResponse Get(SandboxRequest request)
    {
        var project = CoreDataSandboxIds.Existing(request, Projects);
        CoreDataSandboxHome.Visit(request, project["id"].Text()!);
        return SandboxResponse.Ok(CoreDataSandboxList.WithoutInternalFields(project));
    }

    /// <summary>Creates a project. The response is 201 with the project's address only.</summary>
    public static SandboxResponse Create(SandboxRequest request)
    {
        var values = CoreDataSandboxFields.Read(CoreDataSandboxKind.Project, request, creating: true);
        var project = New(request.Store, request.Now, CoreDataSandboxUsers.FindCaller(request)!);
        Assign(request.Store, project, values);
        request.Store[Projects].Put(project["id"].Text()!, project);
        return new SandboxResponse(201).With("Location", project["resource_uri"].Text()!);
    }

    /// <summary>Updates a project. The PUT behaves like a PATCH: the examples send one property.</summary>
    public static SandboxResponse Update(SandboxRequest request)
    {
        var project = CoreDataSandboxIds.Existing(request, Projects);
        var values = CoreDataSandboxFields.Read(CoreDataSandboxKind.Project, request, creating: false, project["template"].Text());
        var path = project["path"].Text()!;
        Assign(request.Store, project, values);
        Modify(request.Store, project, request.Now, CoreDataSandboxUsers.FindCaller(request)!);
        request.Store[Projects].Put(project["id"].Text()!, project);
        CoreDataSandboxItems.MoveContents(request.Store, project, path);
        return new(204);
    }

    public static SandboxResponse Delete(SandboxRequest request)
    {
        var id = CoreDataSandboxIds.Existing(request, Projects)["id"].Text()!;
        request.Store[Projects].Remove(id);
        CoreDataSandboxItems.RemoveOf(request.Store, id);
        CoreDataSandboxComments.RemoveOf(request.Store, id);
        CoreDataSandboxHome.RemoveProject(request.Store, id);
        return new(204);
    }

    /// <summary>Creates an empty project, with its id and its number of the year.</summary>
    public static JsonObject New(SandboxStore store, DateTimeOffset now, JsonObject creator)
    {
        var id = CoreDataSandboxIds.Uuid(store, now);
        return new()
        {
            ["aspects"] = new JsonObject(),
            ["associated_contacts_id"] = new JsonArray(),
            ["associated_users"] = new JsonArray(),
            ["connected_users"] = new JsonArray(creator["username"]!.DeepClone()),
            ["contacts"] = new JsonArray(),
            ["created"] = CoreDataSandboxIds.Instant(now),
            ["created_by"] = CoreDataSandboxUsers.DisplayName(creator),
            ["description"] = "",
            ["due_date"] = null,
            ["dynatype"] = DynatypeOf("Project", Dynatype),
            ["fileplan"] = "",
            ["fileplan_title"] = "",
            ["id"] = id,
            ["identifier"] = CoreDataSandboxIds.Identifier(store, now.UtcDateTime.Year),
            ["modified"] = CoreDataSandboxIds.Instant(now),
            ["modified_by"] = CoreDataSandboxUsers.DisplayName(creator),
            ["path"] = "",
            ["resource_uri"] = CoreDataSandboxIds.Uri(Projects, id),
            ["responsible_users"] = new JsonArray(),
            ["snapshot_id"] = CoreDataSandboxIds.Uuid(store, now),
            ["space"] = null,
            ["status"] = CoreDataSandboxKind.Project.DefaultStatus,
            ["status_message"] = "",
            ["tags"] = new JsonArray(),
            ["template"] = null,
            ["title"] = "",
            ["type"] = "Project",
            ["version"] = "0.1",
            [Creator] = creator["username"]!.DeepClone(),
        };
    }

    public static JsonObject DynatypeOf(string type, string id) =>
        new()
        {
            ["caption_plural"] = $"dynatypes_labels:{type}_plural:",
            ["caption_singular"] = $"dynatypes_labels:{type}_singular:",
            ["id"] = id,
            ["title"] = type,
        };

    /// <summary>Assigns the values that were read, and the fields derived from them. Other fields are unchanged.</summary>
    public static void Assign(SandboxStore store, JsonObject project, JsonObject values)
    {
        foreach (var (name, value) in values)
        {
            // The documents' projects do not contain this field, so it is stored under an internal name.
            project[name == "sub_project_of" ? "_sub_project_of" : name] = value?.DeepClone();
        }
        if (values.ContainsKey("title") || values.ContainsKey("space"))
            project["path"] = Path(store, project);
        if (values.ContainsKey("contacts"))
            project["associated_contacts_id"] = project["contacts"]!.DeepClone();
        if (values.ContainsKey("fileplan"))
        {
            project["fileplan_title"] = CoreDataSandboxIds
                .Find(store, CoreDataSandboxFields.Fileplans, project["fileplan"].Text())
                ?["title"]?.DeepClone()
                ?? "";
        }
        if (values.ContainsKey("responsible_users") || values.ContainsKey("associated_users"))
            project["connected_users"] = Connected(project);
    }

    /// <summary>Records a change: a new snapshot, and a version that is a tenth higher.</summary>
    public static void Modify(SandboxStore store, JsonObject project, DateTimeOffset now, JsonObject by)
    {
        project["modified"] = CoreDataSandboxIds.Instant(now);
        project["modified_by"] = CoreDataSandboxUsers.DisplayName(by);
        project["snapshot_id"] = CoreDataSandboxIds.Uuid(store, now);
        var version = decimal.Parse(project["version"].Text()!, CultureInfo.InvariantCulture) + 0.1m;
        project["version"] = version.ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static string Path(SandboxStore store, JsonObject project)
    {
        var space = store[CoreDataSandboxSpaces.Spaces].Get(project["space"]!["id"].Text()!)!;
        return $"{space["path"].Text()}/Projects/{project["title"].Text()}";
    }

    private static JsonArray Connected(JsonObject project)
    {
        var users = project["associated_users"]!
            .AsArray()
            .Concat(project["responsible_users"]!.AsArray())
            .Select(user => user!["username"].Text()!);
        var creator = project[Creator].Text() is { } name ? new[] { name } : [];
        return [.. creator.Concat(users).Distinct().Select(name => JsonValue.Create(name))];
    }
}
