using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Saves projects with everything that belongs to them, within one transaction.</summary>
internal sealed class ProjectSaver
{
    private const string Find = " WHERE VendorId = @p0 AND ConnectionId = @p1";
    private const string Touch = "UPDATE Projects SET SyncedAt = @p1 WHERE Id = @p0";

    private static readonly EntityTable Table = EntityTable.Of<Project>();
    private static readonly int SyncedAt = Table.Ordinal(nameof(Project.SyncedAt));
    private static readonly int CompanyId = Table.Ordinal(nameof(Project.CompanyId));
    private static readonly int OwnerId = Table.Ordinal(nameof(Project.OwnerId));

    private readonly SqlSession session;
    private readonly SaveRules rules;
    private readonly ChangeLog changes;
    private readonly SeenLog seen;
    private readonly ProjectPartsSaver parts;

    public ProjectSaver(SqlSession session, SaveRules rules)
    {
        this.session = session;
        this.rules = rules;
        changes = new(session, rules.Now);
        seen = new(session, rules);
        parts = new(session, rules);
        Companies = new(session, EntityTable.Of<Company>(), rules, changes, seen);
        People = new(session, EntityTable.Of<Person>(), rules, changes, seen);
        Companies.Renamed += session.Search.RenameCompany;
    }

    public PartySaver Companies { get; }
    public PartySaver People { get; }
    public int Created { get; private set; }
    public int Changed { get; private set; }

    /// <returns>The graph's id.</returns>
    /// <exception cref="StoreException">The store cannot hold a value. Nothing of the project has been written.</exception>
    public long Save(Project project)
    {
        var rows = ProjectRows.Of(session, project, rules);
        var company = Companies.Mention(project.Company);
        rows.Row[CompanyId] = company?.Id;
        rows.Row[OwnerId] = People.Mention(project.Owner)?.Id;
        var members = Members(project);
        var id = session.Row(Table, Find, rows.VendorId, rules.ConnectionId) is { } stored
            ? Update(rows, members, stored)
            : Insert(rows, members, company);
        seen.Add(Table, id);
        if (!rules.InSync) SeenLog.NoteWrite(session, rules.ConnectionId, id);
        return id;
    }

    /// <summary>Marks a project that could not be read as seen, so that it stays unchanged.</summary>
    public void Keep(string vendorId)
    {
        if (session.Row(Table, Find, vendorId, rules.ConnectionId) is { } stored) seen.Add(Table, (long)stored[Table.Key]!);
    }

    private long Insert(ProjectRows rows, List<object?[]> members, Party? company)
    {
        var id = session.Insert(Table, rows.Row);
        parts.Insert(id, rows, members);
        session.Search.Insert(id, Text(rows, Companies.NameOf(company), rows.Project.Tags));
        Note(id, ChangeKind.Created, rows);
        Created++;
        return id;
    }

    private long Update(ProjectRows rows, List<object?[]> members, object?[] stored)
    {
        var id = (long)stored[Table.Key]!;
        KeepUnshown(rows.Row, stored);
        rows.Row[Table.Key] = id;
        var rowDiffers = Differs(rows.Row, stored);
        if (rowDiffers) session.Execute(Table.Update, rows.Row);
        else session.Execute(Touch, id, rules.ReadAt);
        if (!(parts.Replace(id, rows, members) | rowDiffers)) return id;

        session.Search.Update(id, Text(rows, Companies.NameOf((long?)rows.Row[CompanyId]), parts.TagsOf(id)));
        Note(id, ChangeKind.Updated, rows);
        Changed++;
        return id;
    }

    private void Note(long id, ChangeKind kind, ProjectRows rows) => changes.Write(Table, id, kind, rows.VendorId, rules.ConnectionId);

    private void KeepUnshown(object?[] row, object?[] stored)
    {
        foreach (var field in rules.WriteOnly)
        {
            if (Column(field) is { } column) row[column] ??= stored[column];
        }
    }

    private static int? Column(string field) => field switch
    {
        nameof(Project.Company) => CompanyId,
        nameof(Project.Owner) => OwnerId,
        _ => Table.Find(field),
    };

    private static bool Differs(object?[] row, object?[] stored)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i != SyncedAt && !Equals(row[i], stored[i])) return true;
        }
        return false;
    }

    private List<object?[]> Members(Project project) =>
        [.. Members(project.Managers, MemberRole.Manager), .. Members(project.Assignees, MemberRole.Assignee)];

    private List<object?[]> Members(List<Person> people, MemberRole role)
    {
        var members = people.Select(People.Mention).OfType<Party>().Select(party => new ProjectMember { PersonId = party.Id, Role = role });
        return PartSaver.Encode(session, [.. members], nameof(ProjectMember.PersonId));
    }

    private static SearchText Text(ProjectRows rows, string? company, IEnumerable<ProjectTag> tags)
    {
        string? Value(string field) => (string?)rows.Row[Table.Ordinal(field)];
        return new(
            Value(nameof(Project.Name)), Value(nameof(Project.Description)), Value(nameof(Project.Number)), Value(nameof(Project.Reference)),
            company, SearchText.Join(tags.Select(tag => StoredText.Clean(tag.Tag)).Distinct(StringComparer.Ordinal)));
    }
}
