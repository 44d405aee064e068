using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Saves the rows that belong to a project: members, tags, contacts, custom fields and the vendor's own fields.</summary>
internal sealed class ProjectPartsSaver(SqlSession session, SaveRules rules)
{
    private readonly PartSaver tags = new(session, EntityTable.Of<ProjectTag>());
    private readonly PartSaver contacts = new(session, EntityTable.Of<ProjectContact>());
    private readonly PartSaver members = new(session, EntityTable.Of<ProjectMember>());
    private readonly PartSaver customFields = new(session, EntityTable.Of<ProjectCustomField>());

    public void Insert(long project, ProjectRows rows, List<object?[]> memberRows)
    {
        tags.Insert(project, rows.Tags);
        contacts.Insert(project, rows.Contacts);
        members.Insert(project, memberRows);
        customFields.Insert(project, rows.CustomFields);
        if (rows.Extension is not null) InsertExtension(project, rows);
    }

    /// <returns>Whether any rows differed.</returns>
    public bool Replace(long project, ProjectRows rows, List<object?[]> memberRows) =>
        Replace(tags, project, rows.Tags, nameof(Project.Tags))
        | Replace(contacts, project, rows.Contacts, nameof(Project.Contacts))
        | members.Replace(project, memberRows)
        | Replace(customFields, project, rows.CustomFields, nameof(Project.CustomFields))
        | ReplaceExtension(project, rows);

    public List<ProjectTag> TagsOf(long project)
    {
        var table = EntityTable.Of<ProjectTag>();
        return session.Rows(table, " WHERE ProjectId = @p0 ORDER BY Id", project).ConvertAll(table.Decode<ProjectTag>);
    }

    private bool Replace(PartSaver saver, long project, List<object?[]> rows, string relation) =>
        !(rows.Count == 0 && rules.WriteOnly.Contains(relation)) && saver.Replace(project, rows);

    private static void Number(EntityTable table, object?[] row, long project) => row[table.Key] = project;

    private void InsertExtension(long project, ProjectRows rows)
    {
        var table = EntityTable.Of(rows.Extension!.Target);
        Number(table, rows.ExtensionRow!, project);
        session.Execute(table.Insert, rows.ExtensionRow);
    }

    private bool ReplaceExtension(long project, ProjectRows rows)
    {
        if (ProjectExtensions.Of(rows.Project.Vendor) is not { } relation) return false;
        var table = EntityTable.Of(relation.Target);
        var stored = session.Row(table, " WHERE ProjectId = @p0", project);
        if (rows.ExtensionRow is not { } row) return stored is not null && session.Execute(table.DeleteByKey, project) > 0;
        if (stored is null)
        {
            InsertExtension(project, rows);
            return true;
        }
        Number(table, row, project);
        KeepUnshown(table, row, stored);
        return !stored.AsSpan().SequenceEqual(row) && session.Execute(table.Update, row) > 0;
    }

    private void KeepUnshown(EntityTable table, object?[] row, object?[] stored)
    {
        foreach (var field in rules.WriteOnly)
        {
            if (field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && table.Find(field[(dot + 1)..]) is { } column) row[column] ??= stored[column];
        }
    }
}
