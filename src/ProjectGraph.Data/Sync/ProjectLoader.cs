using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Loads a project with everything that belongs to it.</summary>
/// <param name="scope">The vendor accounts whose rows are read. A relation to a row of another account is null.</param>
internal sealed class ProjectLoader(SqlSession session, AccountScope scope)
{
    public Project? Find(long id)
    {
        if (session.ReadEntity<Project>(" WHERE Id = @p0", id) is not { } project || !scope.Includes(project.VendorAccountId))
            return null;
        project.VendorAccount = session.ReadEntity<VendorAccount>(" WHERE Id = @p0", project.VendorAccountId);
        project.Company =
            session.ReadEntity<Company>(" WHERE Id = @p0", project.CompanyId) is { } company && scope.Includes(company.VendorAccountId)
                ? company
                : null;
        project.Owner = project.OwnerId is { } owner ? Person(owner) : null;
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
        let person = Person(member.PersonId)
        where person is not null
        select person;

    private Person? Person(long id) =>
        session.ReadEntity<Person>(" WHERE Id = @p0", id) is { } person && scope.Includes(person.VendorAccountId) ? person : null;

    private List<T> Parts<T>(long id)
        where T : class, new() =>
        session.ReadRows(EntityTable.Get<T>(), " WHERE ProjectId = @p0 ORDER BY Id", id).ConvertAll(EntityTable.Get<T>().Decode<T>);

    private void LoadExtension(Project project)
    {
        if (ProjectExtensions.Find(project.Vendor) is not { } relation)
            return;
        var table = EntityTable.Get(relation.Target);
        if (session.ReadRow(table, " WHERE ProjectId = @p0", project.Id) is not { } row)
            return;
        var extension = Activator.CreateInstance(relation.Target.Type)!;
        table.Decode(extension, row);
        relation.Property.SetValue(project, extension);
    }
}
