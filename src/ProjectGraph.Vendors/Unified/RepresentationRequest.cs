using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// The request that would make a project anew: composed as a copy is, except that what the vendor needs and the project has
/// not is taken from a project that the vendor has, and reported.
/// </summary>
internal static class RepresentationRequest
{
    public static (VendorRequest? Request, IReadOnlyList<Loss> Losses) Of(Project source, RepresentationHome? home, VendorConnector vendor)
    {
        if (home is null) return (null, [new("connection", $"{vendor.Name} has no connection here, so nothing is known of what a new project needs.")]);
        var losses = new List<Loss>();
        var (input, lost, errors) = UnifiedCopy.Compose(source, Filled(source, home, losses), home.Channel, home);
        losses.AddRange(lost.ExceptBy(losses.Select(loss => loss.Field), loss => loss.Field));
        var call = Call(source, home);
        var create = vendor.Unified.First(support => support.Name == UnifiedOperations.Create);
        var translated = errors.Count == 0 ? create.Translate(input, call) : null;
        losses.AddRange(errors.Concat(call.Errors).Select(error => new Loss(error.Field ?? "", error.Message)));
        losses.AddRange(call.Losses);
        if (translated is null || call.Errors.Count > 0) return (null, losses);
        var complete = create.Operation.Complete(translated, home.Channel.Settings);
        var refusals = create.Operation.Check(complete, null).Select(error => new Loss(error.Field ?? "", error.Message)).ToList();
        return refusals.Count > 0 ? (null, [.. losses, .. refusals]) : (create.Operation.Build(complete, null), losses);
    }

    /// <summary>Whether a project says what a vendor needs for a new one.</summary>
    public static bool Has(Project project, string field) => field switch
    {
        "companyId" => project.Company is not null,
        "managerId" => project.Managers.Count > 0,
        "startDate" => project.StartDate is not null,
        _ => true,
    };

    private static CopyProjectInput Filled(Project source, RepresentationHome home, List<Loss> losses)
    {
        var (connector, isHome) = (home.Channel.Connector, source.ConnectionId == home.Channel.Connection.Id);
        var copy = new CopyProjectInput { Name = Name(source, losses) };
        // What it is made from was a project there already.
        if (isHome) return copy;
        if (home.Model is { } other && connector.TryModel(other, copy.Vendors) && copy.Vendors.Given.Count > 0)
            losses.Add(new(connector.InputName, $"{connector.Name} needs what only it knows: as its project {other.VendorId} has it."));
        foreach (var field in connector.Fields.Where(field => field.Use.HasFlag(FieldUse.Required)))
        {
            copy = field.Field switch
            {
                "companyId" => copy with { CompanyId = Company(source, home, losses) },
                "managerId" => copy with { ManagerId = Manager(source, home, losses) },
                "startDate" when source.StartDate is null => copy with { StartDate = Start(source, connector, losses) },
                _ => copy,
            };
        }
        return copy;
    }

    private static string Name(Project source, List<Loss> losses)
    {
        if (!string.IsNullOrWhiteSpace(source.Name)) return source.Name;
        losses.Add(new("name", "It has none; its id stands in."));
        return source.VendorId;
    }

    private static long? Company(Project source, RepresentationHome home, List<Loss> losses)
    {
        if (home.Known(source.Company) is { } known) return known.Id;
        return StandIn("companyId", home, home.Model?.Company?.Id, home.Model?.Company?.Name, losses);
    }

    private static long? Manager(Project source, RepresentationHome home, List<Loss> losses)
    {
        if (home.Known(source.Managers.FirstOrDefault()) is { } known) return known.Id;
        var leader = home.Model?.Managers.FirstOrDefault();
        return StandIn("managerId", home, leader?.Id, leader?.Name, losses);
    }

    private static long? StandIn(string field, RepresentationHome home, long? id, string? name, List<Loss> losses)
    {
        if (id is not null) losses.Add(new(field, $"{home.Channel.Connector.Name} needs one and does not know the project's own; {name ?? "one of its"} stands in."));
        return id;
    }

    private static DateOnly Start(Project source, VendorConnector connector, List<Loss> losses)
    {
        var day = DateOnly.FromDateTime((source.CreatedAt ?? source.SyncedAt).UtcDateTime);
        losses.Add(new("startDate", $"{connector.Name} needs one and the project has none; the day it was created stands in."));
        return source.DueDate < day ? source.DueDate.Value : day;
    }

    private static UnifiedCall Call(Project source, RepresentationHome home)
    {
        var isHome = source.ConnectionId == home.Channel.Connection.Id;
        var (companies, people) = (new Dictionary<long, Company>(home.Companies), new Dictionary<long, Person>(home.People));
        if (isHome && source.Company is { } company) companies[company.Id] = company;
        if (isHome) foreach (var person in source.Managers.Concat(source.Assignees)) people[person.Id] = person;
        if (home.Model is { Company: { } customer }) companies.TryAdd(customer.Id, customer);
        return new(home.Channel, null) { Companies = companies, People = people, Source = isHome ? source : null };
    }
}
