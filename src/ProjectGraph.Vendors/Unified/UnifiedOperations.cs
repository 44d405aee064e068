using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Lists the unified operations. A vendor supports those that its documented API allows; the others are refused.</summary>
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
    public const string Sync = "syncVendorAccount";

    internal static IReadOnlyList<UnifiedOperation> Declare(InputReflection inputs) =>
        [
            new(inputs, Create, "Creates a project at a vendor.", typeof(CreateProjectInput), false, OperationResultKind.Project),
            Declare(inputs, Update, "Changes a project at its vendor.", typeof(UpdateProjectInput)),
            Declare(inputs, Delete, "Deletes a project at its vendor.", typeof(DeleteProjectInput), OperationResultKind.Deletion),
            Declare(inputs, Archive, "Archives a project at its vendor.", typeof(ArchiveProjectInput)),
            Declare(inputs, Restore, "Takes a project out of its vendor's archive.", typeof(RestoreProjectInput)),
            Declare(inputs, SetStatus, "Sets a project's status.", typeof(SetProjectStatusInput)),
            Declare(inputs, SetProgress, "Sets a project's progress.", typeof(SetProjectProgressInput)),
            Declare(inputs, Assign, "Replaces the people who work on a project.", typeof(AssignProjectInput)),
            Declare(inputs, SetManager, "Sets or removes a project's manager.", typeof(SetProjectManagerInput)),
            Declare(inputs, SetTags, "Replaces a project's tags.", typeof(SetProjectTagsInput)),
            Declare(
                inputs,
                Copy,
                "Copies a project by the vendor's own copy operation if it has one, otherwise by creating a translated project.",
                typeof(CopyProjectInput)
            ),
            new(inputs, Upsert, "Creates and changes projects in bulk.", typeof(UpsertProjectsInput), false, OperationResultKind.Projects),
            Declare(
                inputs,
                Refresh,
                "Reads a project from its vendor again and removes it if it is deleted there.",
                typeof(RefreshProjectInput)
            ),
            new(inputs, Sync, "Reads all data of a vendor account.", typeof(SyncVendorAccountInput), false, OperationResultKind.Report),
        ];

    private static UnifiedOperation Declare(
        InputReflection inputs,
        string name,
        string description,
        Type input,
        OperationResultKind result = OperationResultKind.Project
    ) => new(inputs, name, description, input, takesProject: true, result);
}
