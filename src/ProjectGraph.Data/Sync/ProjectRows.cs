using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>A project encoded as rows before anything is written, so that a value that no column can hold is detected here.</summary>
internal sealed class ProjectRows
{
    private static readonly EntityTable Table = EntityTable.Of<Project>();
    private static readonly int SyncedAtColumn = Table.Ordinal(nameof(Project.SyncedAt));
    private static readonly int ConnectionColumn = Table.Ordinal(nameof(Project.ConnectionId));
    private static readonly int VendorIdColumn = Table.Ordinal(nameof(Project.VendorId));

    private ProjectRows(SqlSession session, Project project, object?[] row)
    {
        Project = project;
        Row = row;
        Extension = ExtensionOf(project);
        ExtensionRow = Extension is null ? null : session.Encode(EntityTable.Of(Extension.Target), Extension.Property.GetValue(project)!);
        Tags = PartSaver.Encode(session, project.Tags, nameof(ProjectTag.Tag));
        Contacts = PartSaver.Encode(session, project.Contacts, nameof(ProjectContact.Contact));
        CustomFields = PartSaver.Encode(session, project.CustomFields, nameof(ProjectCustomField.Name));
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
    public static ProjectRows Of(SqlSession session, Project project, SaveRules rules)
    {
        var row = session.Encode(Table, project);
        if (row[VendorIdColumn] is not string { Length: > 0 })
            throw new StoreException(StoreException.UnstorableValue, "The project has no vendor id and cannot be stored.");
        row[Table.Key] = null;
        row[ConnectionColumn] = rules.ConnectionId;
        row[SyncedAtColumn] = rules.ReadAt;
        return new(session, project, row);
    }

    private static RelationModel? ExtensionOf(Project project) =>
        ProjectExtensions.Of(project.Vendor) is { } relation && relation.Property.GetValue(project) is not null ? relation : null;
}
