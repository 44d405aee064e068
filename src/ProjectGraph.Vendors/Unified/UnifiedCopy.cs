using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>A project of one vendor as the input that creates it at another, and what is lost on the way.</summary>
internal static class UnifiedCopy
{
    private const string Unique = "It must be unique, and the source keeps it.";
    private const string OtherConnection = "They belong to the source's connection.";

    /// <param name="home">Who and what the target knows of the source's people and company; null for a copy that guesses nothing.</param>
    public static (CreateProjectInput Input, IReadOnlyList<Loss> Losses, IReadOnlyList<OperationError> Errors) Compose(
        Project source, CopyProjectInput copy, VendorChannel target, RepresentationHome? home = null)
    {
        var losses = new List<Loss>();
        var carry = new Carrier(target.Connector, losses);
        var same = source.ConnectionId == target.Connection.Id;
        var input = Common(source, copy, carry) with
        {
            CompanyId = carry.One("companyId", copy.CompanyId, source.Company, company => same ? company.Id : home?.Known(company)?.Id),
            ManagerId = carry.One("managerId", copy.ManagerId, source.Managers.FirstOrDefault(), person => same ? person.Id : home?.Known(person)?.Id),
            AssigneeIds = carry.Each("assigneeIds", source.Assignees, person => same ? person.Id : home?.Known(person)?.Id),
            Contacts = same ? carry.List("contacts", source.Contacts.Select(contact => contact.Contact)) : null,
            CustomFields = same ? carry.Value("customFields", source.CustomFieldsJson is { } json ? JsonNode.Parse(json) : null) : null,
        };
        foreach (var (vendor, given) in copy.Vendors.Given) input.Vendors.Add(vendor, given);
        if (!same)
        {
            carry.Lost("contacts", source.Contacts.FirstOrDefault(), OtherConnection);
            carry.Lost("customFields", source.CustomFieldsJson, "Custom fields are defined per vendor account.");
        }
        carry.Lost("externalId", source.ExternalId, Unique);
        carry.Lost("sourceId", source.SourceId, Unique);
        input = target.Connector.Carry(new(source, same, losses), input);
        return (input, losses, Missing(input, target.Connector));
    }

    private static CreateProjectInput Common(Project source, CopyProjectInput copy, Carrier carry) => new()
    {
        Name = copy.Name,
        // A copy takes what it can; what it can't is a loss.
        Lenient = true,
        UserEmail = copy.UserEmail,
        Description = carry.Value("description", source.Description),
        Reference = carry.Value("reference", source.Reference),
        Status = carry.Value("status", source.Status is ProjectStatus.Unknown ? null : source.Status),
        Progress = carry.Value("progress", source.Progress),
        StartDate = carry.Value("startDate", copy.StartDate ?? source.StartDate),
        DueDate = carry.Value("dueDate", copy.DueDate ?? source.DueDate),
        Currency = carry.Value("currency", source.Currency),
        Mrr = carry.Value("mrr", source.Mrr),
        Arr = carry.Value("arr", source.Arr),
        Nrr = carry.Value("nrr", source.Nrr),
        Tags = carry.List("tags", source.Tags.Select(tag => tag.Tag)),
    };

    private static IReadOnlyList<OperationError> Missing(CreateProjectInput input, VendorConnector target) =>
    [
        .. target.Fields.Where(field => field.Use.HasFlag(FieldUse.Required) && IsMissing(input, field.Field) && !target.CanLack(field.Field, input.Vendors))
            .Select(field => new OperationError(VendorErrors.RequiredField, $"{target.Name} needs '{field.Field}' for a new project.", field.Field)),
    ];

    private static bool IsMissing(CreateProjectInput input, string field) => field switch
    {
        "companyId" => input.CompanyId is null,
        "startDate" => input.StartDate is null,
        "managerId" => input.ManagerId is null,
        _ => false,
    };
}
