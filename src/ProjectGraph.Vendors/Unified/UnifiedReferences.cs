using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Looks up the rows of the graph's ids in an input. A vendor account can use only its own rows.</summary>
internal sealed class UnifiedReferences(VendorAccountStore store)
{
    /// <param name="scope">The vendor accounts that the caller may see. Rows of others are not found.</param>
    public async Task<UnifiedCall> ResolveAsync(UnifiedCall call, object input, AccountScope scope, CancellationToken cancellationToken)
    {
        var errors = new List<OperationError>();
        var home = call.Channel.VendorAccount.Id;
        var (companies, people, projects) = (
            new Dictionary<long, Company>(),
            new Dictionary<long, Person>(),
            new Dictionary<long, Project>()
        );
        foreach (var (field, kind, id) in GetIds(input).Distinct())
        {
            var owner = kind switch
            {
                Kind.Company => AddIfFound(companies, id, await store.FindCompanyAsync(id, scope, cancellationToken))?.VendorAccountId,
                Kind.Person => AddIfFound(people, id, await store.FindPersonAsync(id, scope, cancellationToken))?.VendorAccountId,
                _ => AddIfFound(projects, id, await store.FindProjectAsync(id, scope, cancellationToken))?.VendorAccountId,
            };
            var entity = kind.ToString().ToLowerInvariant();
            if (owner is null)
                errors.Add(new(VendorErrors.NotFound, $"'{field}': the {entity} was not found.", field));
            else if (owner != home)
                errors.Add(new(VendorErrors.WrongVendorAccount, $"'{field}': the {entity} belongs to another vendor account.", field));
        }
        var resolved = call with { Companies = companies, People = people, Projects = projects };
        resolved.Errors.AddRange(errors);
        return resolved;
    }

    private enum Kind
    {
        Company,
        Person,
        Project,
    }

    private static T? AddIfFound<T>(Dictionary<long, T> rows, long id, T? row)
        where T : class
    {
        if (row is not null)
            rows[id] = row;
        return row;
    }

    private static IEnumerable<(string Field, Kind Kind, long Id)> GetIds(object input) =>
        input switch
        {
            CreateProjectInput create => GetIds(create.CompanyId, create.OwnerId, create.ManagerId, create.AssigneeIds),
            UpdateProjectInput update => GetIds(
                update.CompanyId.Value,
                update.OwnerId.Value,
                update.ManagerId.Value,
                update.AssigneeIds.Value
            ),
            CopyProjectInput copy => GetIds(copy.CompanyId, null, copy.ManagerId, null),
            AssignProjectInput assign => GetIds(null, null, null, assign.AssigneeIds),
            SetProjectManagerInput manager => GetIds(null, null, manager.ManagerId, null),
            UpsertProjectsInput upsert => upsert.Projects.SelectMany((item, index) => GetIds(item, $"projects[{index}].")),
            _ => [],
        };

    private static IEnumerable<(string, Kind, long)> GetIds(long? company, long? owner, long? manager, IReadOnlyList<long>? assignees)
    {
        if (company is { } id)
            yield return ("companyId", Kind.Company, id);
        if (owner is { } ownerId)
            yield return ("ownerId", Kind.Person, ownerId);
        if (manager is { } managerId)
            yield return ("managerId", Kind.Person, managerId);
        foreach (var assignee in assignees ?? [])
            yield return ("assigneeIds", Kind.Person, assignee);
    }

    private static IEnumerable<(string, Kind, long)> GetIds(UpsertProjectItem item, string path)
    {
        if (item.ProjectId is { } project)
            yield return (path + "projectId", Kind.Project, project);
        if (item.CompanyId.Value is { } company)
            yield return (path + "companyId", Kind.Company, company);
    }
}
