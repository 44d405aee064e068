using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Looks up the rows of the graph's ids in an input. A vendor account can use only its own rows.</summary>
internal sealed class UnifiedReferences(ConnectionStore store)
{
    /// <param name="scope">The vendor accounts that the caller may see. Rows of others are not found.</param>
    public async Task<UnifiedCall> ResolveAsync(UnifiedCall call, object input, AccountScope scope, CancellationToken cancellation)
    {
        var errors = new List<OperationError>();
        var home = call.Channel.Connection.Id;
        var (companies, people, projects) = (new Dictionary<long, Company>(), new Dictionary<long, Person>(), new Dictionary<long, Project>());
        foreach (var (field, kind, id) in Of(input).Distinct())
        {
            var owner = kind switch
            {
                Kind.Company => Keep(companies, id, await store.FindCompanyAsync(id, scope, cancellation))?.ConnectionId,
                Kind.Person => Keep(people, id, await store.FindPersonAsync(id, scope, cancellation))?.ConnectionId,
                _ => Keep(projects, id, await store.FindProjectAsync(id, scope, cancellation))?.ConnectionId,
            };
            var entity = kind.ToString().ToLowerInvariant();
            if (owner is null) errors.Add(new(VendorErrors.NotFound, $"'{field}': the {entity} was not found.", field));
            else if (owner != home) errors.Add(new(VendorErrors.WrongConnection, $"'{field}': the {entity} belongs to another vendor account.", field));
        }
        var resolved = call with { Companies = companies, People = people, Projects = projects };
        resolved.Errors.AddRange(errors);
        return resolved;
    }

    private enum Kind
    {
        Company, Person, Project,
    }

    private static T? Keep<T>(Dictionary<long, T> rows, long id, T? row) where T : class
    {
        if (row is not null) rows[id] = row;
        return row;
    }

    private static IEnumerable<(string Field, Kind Kind, long Id)> Of(object input) => input switch
    {
        CreateProjectInput create => Of(create.CompanyId, create.OwnerId, create.ManagerId, create.AssigneeIds),
        UpdateProjectInput update => Of(update.CompanyId.Value, update.OwnerId.Value, update.ManagerId.Value, update.AssigneeIds.Value),
        CopyProjectInput copy => Of(copy.CompanyId, null, copy.ManagerId, null),
        AssignProjectInput assign => Of(null, null, null, assign.AssigneeIds),
        SetProjectManagerInput manager => Of(null, null, manager.ManagerId, null),
        UpsertProjectsInput upsert => upsert.Projects.SelectMany((item, index) => Of(item, $"projects[{index}].")),
        _ => [],
    };

    private static IEnumerable<(string, Kind, long)> Of(long? company, long? owner, long? manager, IReadOnlyList<long>? assignees)
    {
        if (company is { } id) yield return ("companyId", Kind.Company, id);
        if (owner is { } ownerId) yield return ("ownerId", Kind.Person, ownerId);
        if (manager is { } managerId) yield return ("managerId", Kind.Person, managerId);
        foreach (var assignee in assignees ?? []) yield return ("assigneeIds", Kind.Person, assignee);
    }

    private static IEnumerable<(string, Kind, long)> Of(UpsertProjectItem item, string path)
    {
        if (item.ProjectId is { } project) yield return (path + "projectId", Kind.Project, project);
        if (item.CompanyId.Value is { } company) yield return (path + "companyId", Kind.Company, company);
    }
}
