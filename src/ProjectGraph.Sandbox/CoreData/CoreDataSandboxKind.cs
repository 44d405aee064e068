namespace ProjectGraph.Sandbox.CoreData;

/// <summary>A kind of writable record: the fields that a body may have, in the order in which errors are reported.</summary>
internal sealed record CoreDataSandboxKind(
    string Collection,
    string Type,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Fields,
    string StatusList
)
{
    public static readonly CoreDataSandboxKind Project = new(
        "projects",
        "Project",
        ["space", "title"],
        [
            "space",
            "title",
            "aspects",
            "associated_users",
            "contacts",
            "description",
            "due_date",
            "fileplan",
            "responsible_users",
            "status",
            "status_message",
            "sub_project_of",
            "tags",
            "template",
        ],
        "project_status"
    );

    public static readonly CoreDataSandboxKind Task = new(
        "tasks",
        "Task",
        ["title"],
        ["title", "associated_users", "contacts", "description", "due_date", "responsible_users", "status", "status_message", "tags"],
        "task_status"
    );

    public static readonly CoreDataSandboxKind Folder = new("folders", "Folder", ["title"], ["title", "description", "tags"], "");
    public static readonly CoreDataSandboxKind File = new("files", "File", [], [], "");
    public static readonly CoreDataSandboxKind Contact = new("contacts", "Contact", [], [], "");

    /// <summary>The kinds of record in a project, which are deleted with it.</summary>
    public static IReadOnlyList<CoreDataSandboxKind> ProjectKinds => [Task, Folder, File];

    /// <summary>The tenant's statuses. The documents print only Pending and In_progress.</summary>
    public static IReadOnlyList<string> Statuses => ["Pending", "In_progress", "On_hold", "Completed", "Cancelled"];

    /// <summary>The status of every example that does not set one.</summary>
    public string DefaultStatus => Status("In_progress");

    public string Status(string value) => $"{StatusList}:{value}:";
}
