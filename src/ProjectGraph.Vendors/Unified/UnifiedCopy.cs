using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Composes the input that creates a project at another vendor, with the losses of the transfer.</summary>
internal static class UnifiedCopy
{
    private const string Unique = "It must be unique, and the source still has it.";
    private const string OtherConnection = "They belong to the source's vendor account.";

    /// <param name="home">The target's people and companies, to find matches of the source's; null for a copy without matching.</param>
    public static (CreateProjectInput Input, IReadOnlyList<Loss> Losses, IReadOnlyList<OperationError> Errors) Compose(
        Project source, CopyProjectInput copy, VendorChannel target, RepresentationHome? home = null)
    {
        var losses = new List<Loss>();
        var transfer = new Carrier(target.Connector, losses);
        var isSameAccount = source.ConnectionId == target.Connection.Id;
        var input = Common(source, copy, transfer) with
        {
            CompanyId = transfer.One("companyId", copy.CompanyId, source.Company, company => isSameAccount ? company.Id : home?.Known(company)?.Id),
            ManagerId = transfer.One("managerId", copy.ManagerId, source.Managers.FirstOrDefault(), person => isSameAccount ? person.Id : home?.Known(person)?.Id),
            AssigneeIds = transfer.Each("assigneeIds", source.Assignees, person => isSameAccount ? person.Id : home?.Known(person)?.Id),
            Contacts = isSameAccount ? transfer.List("contacts", source.Contacts.Select(contact => contact.Contact)) : null,
            CustomFields = isSameAccount ? transfer.Value("customFields", source.CustomFieldsJson is { } json ? JsonNode.Parse(json) : null) : null,
        };
        foreach (var (vendor, given) in copy.Vendors.Given) input.Vendors.Add(vendor, given);
        if (!isSameAccount)
        {
            transfer.Lost("contacts", source.Contacts.FirstOrDefault(), OtherConnection);
            transfer.Lost("customFields", source.CustomFieldsJson, "Custom fields are defined per vendor account.");
        }
        transfer.Lost("externalId", source.ExternalId, Unique);
        transfer.Lost("sourceId", source.SourceId, Unique);
        input = target.Connector.Carry(new(source, isSameAccount, losses), input);
        return (input, losses, Missing(input, target.Connector));
    }

    private static CreateProjectInput Common(Project source, CopyProjectInput copy, Carrier transfer) => new()
    {
        Name = copy.Name,
        // A copy transfers the values that the target can store and reports the others as losses.
        Lenient = true,
        UserEmail = copy.UserEmail,
        Description = transfer.Value("description", source.Description),
        Reference = transfer.Value("reference", source.Reference),
        Status = transfer.Value("status", source.Status is ProjectStatus.Unknown ? null : source.Status),
        Progress = transfer.Value("progress", source.Progress),
        StartDate = transfer.Value("startDate", copy.StartDate ?? source.StartDate),
        DueDate = transfer.Value("dueDate", copy.DueDate ?? source.DueDate),
        Currency = transfer.Value("currency", source.Currency),
        Mrr = transfer.Value("mrr", source.Mrr),
        Arr = transfer.Value("arr", source.Arr),
        Nrr = transfer.Value("nrr", source.Nrr),
        Tags = transfer.List("tags", source.Tags.Select(tag => tag.Tag)),
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
