namespace ProjectGraph.Vendors.CoreData;

/// <summary>A kind of record that can be written: what a body may hold, in the order in which errors are told.</summary>
internal sealed record CoreDataSandboxKind(
    string Collection, string Type, IReadOnlyList<string> Required, IReadOnlyList<string> Fields, string StatusList)
{
    public static readonly CoreDataSandboxKind Project = new(
        "projects", "Project", ["space", "title"],
        [
            "space", "title", "aspects", "associated_users", "contacts", "description", "due_date", "fileplan",
            "responsible_users", "status", "status_message", "sub_project_of", "tags", "template",
        ],
        "project_status");

    public static readonly CoreDataSandboxKind Task = new(
        "tasks", "Task", ["title"],
        ["title", "associated_users", "contacts", "description", "due_date", "responsible_users", "status", "status_message", "tags"],
        "task_status");

    public static readonly CoreDataSandboxKind Folder = new("folders", "Folder", ["title"], ["title", "description", "tags"], "");
    public static readonly CoreDataSandboxKind File = new("files", "File", [], [], "");
    public static readonly CoreDataSandboxKind Contact = new("contacts", "Contact", [], [], "");

    /// <summary>What a project can hold, in other words what goes with it.</summary>
    public static IReadOnlyList<CoreDataSandboxKind> OfProject => [Task, Folder, File];

    /// <summary>Value lists are the tenant's; only Pending and In_progress are printed.</summary>
    public static IReadOnlyList<string> Statuses => ["Pending", "In_progress", "On_hold", "Completed", "Cancelled"];

    /// <summary>What every example without a status of its own shows.</summary>
    public string DefaultStatus => Status("In_progress");

    public string Status(string value) => $"{StatusList}:{value}:";
}
