using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Saves projects with everything that belongs to them, within one transaction.</summary>
internal sealed class ProjectSaver
{
    private const string Find = " WHERE VendorId = @p0 AND VendorAccountId = @p1";
    private const string Touch = "UPDATE Projects SET SyncedAt = @p1 WHERE Id = @p0";

    private static readonly EntityTable Table = EntityTable.Get<Project>();
    private static readonly int SyncedAt = Table.GetOrdinal(nameof(Project.SyncedAt));
    private static readonly int CompanyId = Table.GetOrdinal(nameof(Project.CompanyId));
    private static readonly int OwnerId = Table.GetOrdinal(nameof(Project.OwnerId));

    private readonly SqlSession _session;
    private readonly SaveRules _rules;
    private readonly ChangeLog _changes;
    private readonly SeenRecords _seen;
    private readonly ProjectPartsSaver _parts;

    public ProjectSaver(SqlSession session, SaveRules rules)
    {
        _session = session;
        _rules = rules;
        _changes = new(session, rules.Now);
        _seen = new(session, rules);
        _parts = new(session, rules);
        Companies = new(session, EntityTable.Get<Company>(), rules, _changes, _seen);
        People = new(session, EntityTable.Get<Person>(), rules, _changes, _seen);
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
        var rows = ProjectRows.Encode(_session, project, _rules);
        var company = Companies.SaveMentioned(project.Company);
        rows.Row[CompanyId] = company?.Id;
        rows.Row[OwnerId] = People.SaveMentioned(project.Owner)?.Id;
        var members = Members(project);
        var id = _session.ReadRow(Table, Find, rows.VendorId, _rules.VendorAccountId) is { } stored
            ? Update(rows, members, stored)
            : Insert(rows, members, company);
        _seen.Add(Table, id);
        if (!_rules.InSync)
            SeenRecords.NoteWrite(_session, _rules.VendorAccountId, id);
        return id;
    }

    /// <summary>Marks a project that could not be read as seen, so that it stays unchanged.</summary>
    public void KeepUnread(string vendorId)
    {
        if (_session.ReadRow(Table, Find, vendorId, _rules.VendorAccountId) is { } stored)
            _seen.Add(Table, (long)stored[Table.KeyOrdinal]!);
    }

    private long Insert(ProjectRows rows, List<object?[]> members, Party? company)
    {
        var id = _session.Insert(Table, rows.Row);
        _parts.Insert(id, rows, members);
        _session.Search.Insert(id, Text(rows, Companies.GetName(company), rows.Project.Tags));
        LogChange(id, ChangeKind.Created, rows);
        Created++;
        return id;
    }

    private long Update(ProjectRows rows, List<object?[]> members, object?[] stored)
    {
        var id = (long)stored[Table.KeyOrdinal]!;
        KeepWriteOnly(rows.Row, stored);
        rows.Row[Table.KeyOrdinal] = id;
        var rowDiffers = Differs(rows.Row, stored);
        if (rowDiffers)
            _session.Execute(Table.Update, rows.Row);
        else
            _session.Execute(Touch, id, _rules.ReadAt);
        if (!(_parts.Replace(id, rows, members) | rowDiffers))
            return id;

        _session.Search.Update(id, Text(rows, Companies.GetName((long?)rows.Row[CompanyId]), _parts.GetTags(id)));
        LogChange(id, ChangeKind.Updated, rows);
        Changed++;
        return id;
    }

    private void LogChange(long id, ChangeKind kind, ProjectRows rows) =>
        _changes.Write(Table, id, kind, rows.VendorId, _rules.VendorAccountId);

    private void KeepWriteOnly(object?[] row, object?[] stored)
    {
        foreach (var field in _rules.WriteOnly)
        {
            if (Column(field) is { } column)
                row[column] ??= stored[column];
        }
    }

    private static int? Column(string field) =>
        field switch
        {
            nameof(Project.Company) => CompanyId,
            nameof(Project.Owner) => OwnerId,
            _ => Table.FindOrdinal(field),
        };

    private static bool Differs(object?[] row, object?[] stored)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i != SyncedAt && !Equals(row[i], stored[i]))
                return true;
        }
        return false;
    }

    private List<object?[]> Members(Project project) =>
        [.. Members(project.Managers, MemberRole.Manager), .. Members(project.Assignees, MemberRole.Assignee)];

    private List<object?[]> Members(List<Person> people, MemberRole role)
    {
        var members = people
            .Select(People.SaveMentioned)
            .OfType<Party>()
            .Select(party => new ProjectMember { PersonId = party.Id, Role = role });
        return ProjectPartSaver.Encode(_session, [.. members], nameof(ProjectMember.PersonId));
    }

    private static ProjectSearchText Text(ProjectRows rows, string? company, IEnumerable<ProjectTag> tags)
    {
        string? Value(string field) => (string?)rows.Row[Table.GetOrdinal(field)];
        return new(
            Value(nameof(Project.Name)),
            Value(nameof(Project.Description)),
            Value(nameof(Project.Number)),
            Value(nameof(Project.Reference)),
            company,
            ProjectSearchText.JoinTags(tags.Select(tag => StoredText.Clean(tag.Tag)).Distinct(StringComparer.Ordinal))
        );
    }
}
