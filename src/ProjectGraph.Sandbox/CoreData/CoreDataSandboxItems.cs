using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>
/// Handles tasks, folders and files of a project, and contacts. The projects' page only links to them. The shapes of tasks and folders
/// are printed elsewhere; files and contacts are assumed to be like folders.
/// </summary>
internal sealed class CoreDataSandboxItems(CoreDataSandboxKind kind)
{
    public static readonly CoreDataSandboxItems Tasks = new(CoreDataSandboxKind.Task);
    public static readonly CoreDataSandboxItems Folders = new(CoreDataSandboxKind.Folder);
    public static readonly CoreDataSandboxItems Files = new(CoreDataSandboxKind.File);
    public static readonly CoreDataSandboxItems Contacts = new(CoreDataSandboxKind.Contact);

    private const string TaskDynatype = "6e5d6050-7758-11ee-a909-5334252fa727";

    public SandboxResponse ListAll(SandboxRequest request) =>
        CoreDataSandboxList.CreateResponse(request, CoreDataSandboxList.Sorted(request.List(kind.Collection)));

    public SandboxResponse ListOfProject(SandboxRequest request)
    {
        var project = CoreDataSandboxIds.Existing(request, CoreDataSandboxProjects.Projects)["id"].Text()!;
        var rows = request.List(kind.Collection).Where(item => BelongsTo(item, project));
        return CoreDataSandboxList.CreateResponse(request, CoreDataSandboxList.Sorted(rows));
    }

    public SandboxResponse Get(SandboxRequest request) => SandboxResponse.Ok(CoreDataSandboxIds.Existing(request, kind.Collection));

    public SandboxResponse Create(SandboxRequest request)
    {
        var project = CoreDataSandboxIds.Existing(request, CoreDataSandboxProjects.Projects);
        var values = CoreDataSandboxFields.Read(kind, request, creating: true);
        var item = Add(request.Store, request.Now, CoreDataSandboxUsers.FindCaller(request)!, project, values);
        return new SandboxResponse(201).With("Location", item["resource_uri"].Text()!);
    }

    /// <summary>Stores a new record. A contact has no project.</summary>
    public JsonObject Add(SandboxStore store, DateTimeOffset now, JsonObject by, JsonObject? project, JsonObject values, string? id = null)
    {
        id ??= CoreDataSandboxIds.Uuid(store, now);
        var item = kind == CoreDataSandboxKind.Task ? NewTask() : NewFolder(project);
        foreach (var name in new[] { "created", "modified" })
            item[name] = CoreDataSandboxIds.Instant(now);
        foreach (var name in new[] { "created_by", "modified_by" })
            item[name] = CoreDataSandboxUsers.DisplayName(by);
        item["id"] = id;
        item["resource_uri"] = CoreDataSandboxIds.Uri(kind.Collection, id);
        item["snapshot_id"] = CoreDataSandboxIds.Uuid(store, now);
        item["type"] = kind.Type;
        if (item.ContainsKey("connected_users"))
            item["connected_users"] = new JsonArray(by["username"]!.DeepClone());
        foreach (var (name, value) in values)
            item[name] = value?.DeepClone();
        item["path"] = project is null
            ? $"/domain/{kind.Collection}/{item["title"].Text()}"
            : $"{project["path"].Text()}/{kind.Collection}/{item["title"].Text()}";
        if (project is not null)
            AssignProject(item, project);
        store[kind.Collection].Put(id, item);
        return item;
    }

    /// <summary>Moves the contents of a renamed or moved project.</summary>
    public static void MoveContents(SandboxStore store, JsonObject project, string oldPath)
    {
        foreach (var (collection, id) in ListContents(store, project["id"].Text()!))
        {
            var item = collection.Get(id)!;
            AssignProject(item, project);
            if (item["path"].Text()!.StartsWith(oldPath + "/", StringComparison.Ordinal))
                item["path"] = project["path"].Text() + item["path"].Text()![oldPath.Length..];
            collection.Put(id, item);
        }
    }

    public static void RemoveOf(SandboxStore store, string project)
    {
        foreach (var (collection, id) in ListContents(store, project))
            collection.Remove(id);
    }

    private static List<(SandboxCollection Collection, string Id)> ListContents(SandboxStore store, string project) =>
        [
            .. CoreDataSandboxKind
                .ProjectKinds.Select(kind => store[kind.Collection])
                .SelectMany(collection =>
                    collection.Rows.Where(item => BelongsTo(item, project)).Select(item => (collection, item["id"].Text()!))
                ),
        ];

    private static bool BelongsTo(JsonObject item, string project) => item["project"]?["id"].Text() == project;

    private static void AssignProject(JsonObject item, JsonObject project)
    {
        item["project"] = new JsonObject
        {
            ["id"] = project["id"]!.DeepClone(),
            ["identifier"] = project["identifier"]!.DeepClone(),
            ["title"] = project["title"]!.DeepClone(),
        };
        item["space"] = project["space"]!.DeepClone();
    }

    // Both begin with all their names, so that these keep the printed order.
    private static JsonObject NewTask() =>
        new()
        {
            ["aspects"] = new JsonObject(),
            ["associated_contacts_id"] = new JsonArray(),
            ["associated_users"] = new JsonArray(),
            ["connected_users"] = new JsonArray(),
            ["contacts"] = new JsonArray(),
            ["created"] = null,
            ["created_by"] = null,
            ["description"] = "",
            ["due_date"] = null,
            ["dynatype"] = CoreDataSandboxProjects.DynatypeOf("Task", TaskDynatype),
            ["id"] = null,
            ["modified"] = null,
            ["modified_by"] = null,
            ["path"] = null,
            ["project"] = null,
            ["resource_uri"] = null,
            ["responsible_users"] = new JsonArray(),
            ["snapshot_id"] = null,
            ["space"] = null,
            ["status"] = CoreDataSandboxKind.Task.DefaultStatus,
            ["status_message"] = null,
            ["tags"] = new JsonArray(),
            ["template"] = null,
            ["title"] = null,
            ["type"] = null,
            ["version"] = "0.1",
        };

    private static JsonObject NewFolder(JsonObject? project) =>
        new()
        {
            ["aspects"] = new JsonObject(),
            ["created"] = null,
            ["created_by"] = null,
            ["description"] = "",
            ["dynatype"] = new JsonObject(),
            ["id"] = null,
            ["modified"] = null,
            ["modified_by"] = null,
            ["parent"] = project?["id"]?.DeepClone(),
            ["path"] = null,
            ["project"] = new JsonObject(),
            ["resource_uri"] = null,
            ["snapshot_id"] = null,
            ["space"] = new JsonObject(),
            ["tags"] = new JsonArray(),
            ["template"] = null,
            ["title"] = null,
            ["type"] = null,
            ["version"] = "0.1",
        };
}
