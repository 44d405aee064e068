using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>The list. A vendor does each by what it documents, or the caller is told that it does not.</summary>
public static class UnifiedOperations
{
    public const string Create = "createProject";
    public const string Update = "updateProject";
    public const string Delete = "deleteProject";
    public const string Archive = "archiveProject";
    public const string Restore = "restoreProject";
    public const string SetStatus = "setProjectStatus";
    public const string SetProgress = "setProjectProgress";
    public const string Assign = "assignProject";
    public const string SetManager = "setProjectManager";
    public const string SetTags = "setProjectTags";
    public const string Copy = "copyProject";
    public const string Upsert = "upsertProjects";
    public const string Refresh = "refreshProject";
    public const string Sync = "syncConnection";

    public static IReadOnlyList<UnifiedOperation> All { get; } =
    [
        new(Create, "Creates a project at a connection's vendor.", typeof(CreateProjectInput), false, OperationResultKind.Project),
        Of(Update, "Changes a project at its vendor.", typeof(UpdateProjectInput)),
        Of(Delete, "Deletes a project at its vendor.", typeof(DeleteProjectInput), OperationResultKind.Deletion),
        Of(Archive, "Archives a project at its vendor.", typeof(ArchiveProjectInput)),
        Of(Restore, "Takes a project out of its vendor's archive.", typeof(RestoreProjectInput)),
        Of(SetStatus, "Sets a project's status.", typeof(SetProjectStatusInput)),
        Of(SetProgress, "Sets a project's progress.", typeof(SetProjectProgressInput)),
        Of(Assign, "Replaces the people who work on a project.", typeof(AssignProjectInput)),
        Of(SetManager, "Sets or removes who leads a project.", typeof(SetProjectManagerInput)),
        Of(SetTags, "Replaces a project's tags.", typeof(SetProjectTagsInput)),
        Of(Copy, "Copies a project: by the vendor's own copy where it has one, else by reading, translating and creating.", typeof(CopyProjectInput)),
        new(Upsert, "Creates and changes projects in bulk.", typeof(UpsertProjectsInput), false, OperationResultKind.Projects),
        Of(Refresh, "Reads a project from its vendor again; one that is gone there is removed.", typeof(RefreshProjectInput)),
        new(Sync, "Reads everything that a connection shows.", typeof(SyncConnectionInput), false, OperationResultKind.Report),
    ];

    private static readonly Dictionary<string, UnifiedOperation> byName = All.ToDictionary(operation => operation.Name);

    public static UnifiedOperation? Find(string name) => byName.GetValueOrDefault(name);

    private static UnifiedOperation Of(
        string name, string description, Type input, OperationResultKind result = OperationResultKind.Project) =>
        new(name, description, input, takesProject: true, result);
}
