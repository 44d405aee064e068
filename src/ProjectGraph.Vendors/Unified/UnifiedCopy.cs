using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Composes the input that creates a project at another vendor, with the losses of the transfer.</summary>
internal static class UnifiedCopy
{
    private const string MustBeUnique = "It must be unique, and the source still has it.";
    private const string OtherVendorAccount = "They belong to the source's vendor account.";

    /// <param name="home">The target's people and companies, to find matches of the source's; null for a copy without matching.</param>
    public static (CreateProjectInput Input, IReadOnlyList<Loss> Losses, IReadOnlyList<OperationError> Errors) Compose(
        Project source,
        CopyProjectInput copy,
        VendorChannel target,
        RepresentationContext? home = null
    )
    {
        var losses = new List<Loss>();
        var transfer = new FieldTransfer(target.Connector, losses);
        var isSameAccount = source.VendorAccountId == target.VendorAccount.Id;
        var input = TransferCommonFields(source, copy, transfer) with
        {
            CompanyId = transfer.TransferReference("companyId", copy.CompanyId, source.Company, company =>
                isSameAccount ? company.Id : home?.FindMatch(company)?.Id
            ),
            ManagerId = transfer.TransferReference("managerId", copy.ManagerId, source.Managers.FirstOrDefault(), person =>
                isSameAccount ? person.Id : home?.FindMatch(person)?.Id
            ),
            AssigneeIds = transfer.TransferReferences("assigneeIds", source.Assignees, person =>
                isSameAccount ? person.Id : home?.FindMatch(person)?.Id
            ),
            Contacts = isSameAccount ? transfer.TransferList("contacts", source.Contacts.Select(contact => contact.Contact)) : null,
            CustomFields = isSameAccount
                ? transfer.TransferValue("customFields", source.CustomFieldsJson is { } json ? JsonNode.Parse(json) : null)
                : null,
        };
        foreach (var (vendor, given) in copy.Vendors.ByVendor)
            input.Vendors.Add(vendor, given);
        if (!isSameAccount)
        {
            transfer.AddLoss("contacts", source.Contacts.FirstOrDefault(), OtherVendorAccount);
            transfer.AddLoss("customFields", source.CustomFieldsJson, "Custom fields are defined per vendor account.");
        }
        transfer.AddLoss("externalId", source.ExternalId, MustBeUnique);
        transfer.AddLoss("sourceId", source.SourceId, MustBeUnique);
        input = target.Connector.TransferFields(new(source, isSameAccount, losses), input);
        return (input, losses, FindMissingFields(input, target.Connector));
    }

    private static CreateProjectInput TransferCommonFields(Project source, CopyProjectInput copy, FieldTransfer transfer) =>
        new()
        {
            Name = copy.Name,
            // A copy transfers the values that the target can store and reports the others as losses.
            Lenient = true,
            UserEmail = copy.UserEmail,
            Description = transfer.TransferValue("description", source.Description),
            Reference = transfer.TransferValue("reference", source.Reference),
            Status = transfer.TransferValue("status", source.Status is ProjectStatus.Unknown ? null : source.Status),
            Progress = transfer.TransferValue("progress", source.Progress),
            StartDate = transfer.TransferValue("startDate", copy.StartDate ?? source.StartDate),
            DueDate = transfer.TransferValue("dueDate", copy.DueDate ?? source.DueDate),
            Currency = transfer.TransferValue("currency", source.Currency),
            Mrr = transfer.TransferValue("mrr", source.Mrr),
            Arr = transfer.TransferValue("arr", source.Arr),
            Nrr = transfer.TransferValue("nrr", source.Nrr),
            Tags = transfer.TransferList("tags", source.Tags.Select(tag => tag.Tag)),
        };

    private static IReadOnlyList<OperationError> FindMissingFields(CreateProjectInput input, VendorConnector target) =>
        [
            .. target
                .Fields.Where(field =>
                    field.Use.HasFlag(FieldUse.Required) && IsMissing(input, field.Field) && !target.MayOmit(field.Field, input.Vendors)
                )
                .Select(field => new OperationError(
                    VendorErrors.RequiredField,
                    $"{target.Name} needs '{field.Field}' for a new project.",
                    field.Field
                )),
        ];

    private static bool IsMissing(CreateProjectInput input, string field) =>
        field switch
        {
            "companyId" => input.CompanyId is null,
            "startDate" => input.StartDate is null,
            "managerId" => input.ManagerId is null,
            _ => false,
        };
}
