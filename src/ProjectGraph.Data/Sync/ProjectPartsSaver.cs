using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Saves the rows that belong to a project: members, tags, contacts, custom fields and the vendor's own fields.</summary>
internal sealed class ProjectPartsSaver(SqlSession session, SaveRules rules)
{
    private readonly ProjectPartSaver _tags = new(session, EntityTable.Get<ProjectTag>());
    private readonly ProjectPartSaver _contacts = new(session, EntityTable.Get<ProjectContact>());
    private readonly ProjectPartSaver _members = new(session, EntityTable.Get<ProjectMember>());
    private readonly ProjectPartSaver _customFields = new(session, EntityTable.Get<ProjectCustomField>());

    public void Insert(long project, ProjectRows rows, List<object?[]> memberRows)
    {
        _tags.Insert(project, rows.Tags);
        _contacts.Insert(project, rows.Contacts);
        _members.Insert(project, memberRows);
        _customFields.Insert(project, rows.CustomFields);
        if (rows.Extension is not null)
            InsertExtension(project, rows);
    }

    /// <returns>Whether any rows differed.</returns>
    public bool Replace(long project, ProjectRows rows, List<object?[]> memberRows) =>
        Replace(_tags, project, rows.Tags, nameof(Project.Tags))
        | Replace(_contacts, project, rows.Contacts, nameof(Project.Contacts))
        | _members.Replace(project, memberRows)
        | Replace(_customFields, project, rows.CustomFields, nameof(Project.CustomFields))
        | ReplaceExtension(project, rows);

    public List<ProjectTag> GetTags(long project)
    {
        var table = EntityTable.Get<ProjectTag>();
        return session.ReadRows(table, " WHERE ProjectId = @p0 ORDER BY Id", project).ConvertAll(table.Decode<ProjectTag>);
    }

    private bool Replace(ProjectPartSaver saver, long project, List<object?[]> rows, string relation) =>
        !(rows.Count == 0 && rules.WriteOnly.Contains(relation)) && saver.Replace(project, rows);

    private static void SetProjectKey(EntityTable table, object?[] row, long project) => row[table.KeyOrdinal] = project;

    private void InsertExtension(long project, ProjectRows rows)
    {
        var table = EntityTable.Get(rows.Extension!.Target);
        SetProjectKey(table, rows.ExtensionRow!, project);
        session.Execute(table.Insert, rows.ExtensionRow);
    }

    private bool ReplaceExtension(long project, ProjectRows rows)
    {
        if (ProjectExtensions.Find(rows.Project.Vendor) is not { } relation)
            return false;
        var table = EntityTable.Get(relation.Target);
        var stored = session.ReadRow(table, " WHERE ProjectId = @p0", project);
        if (rows.ExtensionRow is not { } row)
            return stored is not null && session.Execute(table.DeleteByKey, project) > 0;
        if (stored is null)
        {
            InsertExtension(project, rows);
            return true;
        }
        SetProjectKey(table, row, project);
        KeepWriteOnly(table, row, stored);
        return !stored.AsSpan().SequenceEqual(row) && session.Execute(table.Update, row) > 0;
    }

    private void KeepWriteOnly(EntityTable table, object?[] row, object?[] stored)
    {
        foreach (var field in rules.WriteOnly)
        {
            if (field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && table.FindOrdinal(field[(dot + 1)..]) is { } column)
                row[column] ??= stored[column];
        }
    }
}
