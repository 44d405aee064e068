using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// Builds the request that would create a project again. It is composed like a copy. Required values that the project lacks come
/// from one of the vendor's projects and are reported as losses.
/// </summary>
internal static class RepresentationRequest
{
    public static (VendorRequest? Request, IReadOnlyList<Loss> Losses) Build(
        Project source,
        RepresentationContext? home,
        VendorConnector vendor
    )
    {
        if (home is null)
            return (
                null,
                [new("vendorAccount", $"{vendor.Name} has no vendor account here, so the values that a new project needs are unknown.")]
            );
        var losses = new List<Loss>();
        var (input, lost, errors) = UnifiedCopy.Compose(source, FillRequiredFields(source, home, losses), home.Channel, home);
        losses.AddRange(lost.ExceptBy(losses.Select(loss => loss.Field), loss => loss.Field));
        var call = CreateCall(source, home);
        var create = vendor.Unified.First(support => support.Name == UnifiedOperations.Create);
        var translated = errors.Count == 0 ? create.Translate(input, call) : null;
        losses.AddRange(errors.Concat(call.Errors).Select(error => new Loss(error.Field ?? "", error.Message)));
        losses.AddRange(call.Losses);
        if (translated is null || call.Errors.Count > 0)
            return (null, losses);
        var complete = create.Operation.ApplyDefaults(translated, home.Channel.Settings);
        var refusals = create.Operation.Check(complete, null).Select(error => new Loss(error.Field ?? "", error.Message)).ToList();
        return refusals.Count > 0 ? (null, [.. losses, .. refusals]) : (create.Operation.Build(complete, null), losses);
    }

    /// <summary>Whether a project has the value of a required field.</summary>
    public static bool HasRequiredField(Project project, string field) =>
        field switch
        {
            "companyId" => project.Company is not null,
            "managerId" => project.Managers.Count > 0,
            "startDate" => project.StartDate is not null,
            _ => true,
        };

    private static CopyProjectInput FillRequiredFields(Project source, RepresentationContext home, List<Loss> losses)
    {
        var (connector, isHome) = (home.Channel.Connector, source.VendorAccountId == home.Channel.VendorAccount.Id);
        var copy = new CopyProjectInput { Name = GetName(source, losses) };
        // The source is a project at this vendor account, so it has all required values.
        if (isHome)
            return copy;
        if (home.ModelProject is { } other && connector.TryFillFromExisting(other, copy.Vendors) && copy.Vendors.ByVendor.Count > 0)
            losses.Add(
                new(
                    connector.InputName,
                    $"{connector.Name} requires values of its own fields. They are copied from its project {other.VendorId}."
                )
            );
        foreach (var field in connector.Fields.Where(field => field.Use.HasFlag(FieldUse.Required)))
        {
            copy = field.Field switch
            {
                "companyId" => copy with { CompanyId = FindCompany(source, home, losses) },
                "managerId" => copy with { ManagerId = FindManager(source, home, losses) },
                "startDate" when source.StartDate is null => copy with { StartDate = GetStartDate(source, connector, losses) },
                _ => copy,
            };
        }
        return copy;
    }

    private static string GetName(Project source, List<Loss> losses)
    {
        if (!string.IsNullOrWhiteSpace(source.Name))
            return source.Name;
        losses.Add(new("name", "The project has no name. Its id is used instead."));
        return source.VendorId;
    }

    private static long? FindCompany(Project source, RepresentationContext home, List<Loss> losses)
    {
        if (home.FindMatch(source.Company) is { } known)
            return known.Id;
        return UseModelValue("companyId", home, home.ModelProject?.Company?.Id, home.ModelProject?.Company?.Name, losses);
    }

    private static long? FindManager(Project source, RepresentationContext home, List<Loss> losses)
    {
        if (home.FindMatch(source.Managers.FirstOrDefault()) is { } known)
            return known.Id;
        var leader = home.ModelProject?.Managers.FirstOrDefault();
        return UseModelValue("managerId", home, leader?.Id, leader?.Name, losses);
    }

    private static long? UseModelValue(string field, RepresentationContext home, long? id, string? name, List<Loss> losses)
    {
        if (id is not null)
            losses.Add(
                new(
                    field,
                    $"{home.Channel.Connector.Name} requires one and does not have the project's own. {name ?? "Another one"} is used instead."
                )
            );
        return id;
    }

    private static DateOnly GetStartDate(Project source, VendorConnector connector, List<Loss> losses)
    {
        var day = DateOnly.FromDateTime((source.CreatedAt ?? source.SyncedAt).UtcDateTime);
        losses.Add(new("startDate", $"{connector.Name} requires one and the project has none. The day of its creation is used instead."));
        return source.DueDate < day ? source.DueDate.Value : day;
    }

    private static UnifiedCall CreateCall(Project source, RepresentationContext home)
    {
        var isHome = source.VendorAccountId == home.Channel.VendorAccount.Id;
        var (companies, people) = (new Dictionary<long, Company>(home.Companies), new Dictionary<long, Person>(home.People));
        if (isHome && source.Company is { } company)
            companies[company.Id] = company;
        if (isHome)
            foreach (var person in source.Managers.Concat(source.Assignees))
                people[person.Id] = person;
        if (home.ModelProject is { Company: { } customer })
            companies.TryAdd(customer.Id, customer);
        return new(home.Channel, null)
        {
            Companies = companies,
            People = people,
            Source = isHome ? source : null,
        };
    }
}
