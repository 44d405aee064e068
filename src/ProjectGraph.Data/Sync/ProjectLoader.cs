using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Reads a whole project with everything that belongs to it.</summary>
internal sealed class ProjectLoader(SqlSession session)
{
    public Project? Find(long id)
    {
        if (session.Entity<Project>(" WHERE Id = @p0", id) is not { } project) return null;
        project.Connection = session.Entity<Connection>(" WHERE Id = @p0", project.ConnectionId);
        project.Company = session.Entity<Company>(" WHERE Id = @p0", project.CompanyId);
        project.Owner = session.Entity<Person>(" WHERE Id = @p0", project.OwnerId);
        project.Managers.AddRange(Members(id, MemberRole.Manager));
        project.Assignees.AddRange(Members(id, MemberRole.Assignee));
        project.Tags.AddRange(Parts<ProjectTag>(id));
        project.Contacts.AddRange(Parts<ProjectContact>(id));
        project.CustomFields.AddRange(Parts<ProjectCustomField>(id));
        LoadExtension(project);
        return project;
    }

    private IEnumerable<Person> Members(long id, MemberRole role) =>
        from member in Parts<ProjectMember>(id)
        where member.Role == role
        select session.Entity<Person>(" WHERE Id = @p0", member.PersonId);

    private List<T> Parts<T>(long id) where T : class, new() =>
        session.Rows(EntityTable.Of<T>(), " WHERE ProjectId = @p0 ORDER BY Id", id).ConvertAll(EntityTable.Of<T>().Decode<T>);

    private void LoadExtension(Project project)
    {
        if (ProjectExtensions.Of(project.Vendor) is not { } relation) return;
        var table = EntityTable.Of(relation.Target);
        if (session.Row(table, " WHERE ProjectId = @p0", project.Id) is not { } row) return;
        var extension = Activator.CreateInstance(relation.Target.Type)!;
        table.Decode(extension, row);
        relation.Property.SetValue(project, extension);
    }
}
