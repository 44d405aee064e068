using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>A project encoded as rows before anything is written, so that a value that no column can hold is detected here.</summary>
internal sealed class ProjectRows
{
    private static readonly EntityTable Table = EntityTable.Get<Project>();
    private static readonly int SyncedAtColumn = Table.GetOrdinal(nameof(Project.SyncedAt));
    private static readonly int VendorAccountColumn = Table.GetOrdinal(nameof(Project.VendorAccountId));
    private static readonly int VendorIdColumn = Table.GetOrdinal(nameof(Project.VendorId));

    private ProjectRows(SqlSession session, Project project, object?[] row)
    {
        Project = project;
        Row = row;
        Extension = FindExtension(project);
        ExtensionRow = Extension is null ? null : session.Encode(EntityTable.Get(Extension.Target), Extension.Property.GetValue(project)!);
        Tags = ProjectPartSaver.Encode(session, project.Tags, nameof(ProjectTag.Tag));
        Contacts = ProjectPartSaver.Encode(session, project.Contacts, nameof(ProjectContact.Contact));
        CustomFields = ProjectPartSaver.Encode(session, project.CustomFields, nameof(ProjectCustomField.Name));
    }

    public Project Project { get; }
    public object?[] Row { get; }

    /// <summary>The relation to the vendor's own fields; null if none were provided.</summary>
    public RelationModel? Extension { get; }
    public object?[]? ExtensionRow { get; }
    public List<object?[]> Tags { get; }
    public List<object?[]> Contacts { get; }
    public List<object?[]> CustomFields { get; }
    public string VendorId => (string)Row[VendorIdColumn]!;

    /// <exception cref="StoreException">The store cannot hold a value.</exception>
    public static ProjectRows Encode(SqlSession session, Project project, SaveRules rules)
    {
        var row = session.Encode(Table, project);
        if (row[VendorIdColumn] is not string { Length: > 0 })
            throw new StoreException(StoreException.UnstorableValue, "The project has no vendor id and cannot be stored.");
        row[Table.KeyOrdinal] = null;
        row[VendorAccountColumn] = rules.VendorAccountId;
        row[SyncedAtColumn] = rules.ReadAt;
        return new(session, project, row);
    }

    private static RelationModel? FindExtension(Project project) =>
        ProjectExtensions.Find(project.Vendor) is { } relation && relation.Property.GetValue(project) is not null ? relation : null;
}
