using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>A project of one vendor as the input that creates it at another, and what is lost on the way.</summary>
internal static class UnifiedCopy
{
    private const string OtherConnection = "It belongs to the source's connection.";
    private const string Unique = "It must be unique, and the source keeps it.";

    public static (CreateProjectInput Input, IReadOnlyList<Loss> Losses, IReadOnlyList<OperationError> Errors) Compose(
        Project source, CopyProjectInput copy, VendorChannel target)
    {
        var losses = new List<Loss>();
        var carry = new Carrier(target.Connector, losses);
        var home = source.ConnectionId == target.Connection.Id;
        var input = new CreateProjectInput
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
            CompanyId = carry.Value("companyId", copy.CompanyId ?? (home ? source.CompanyId : carry.Lost("companyId", source.CompanyId, OtherConnection))),
            ManagerId = carry.Value("managerId", copy.ManagerId ?? (home ? source.Managers.FirstOrDefault()?.Id : null)),
            AssigneeIds = home ? carry.List("assigneeIds", source.Assignees.Select(person => person.Id)) : null,
            Contacts = home ? carry.List("contacts", source.Contacts.Select(contact => contact.Contact)) : null,
            Tags = carry.List("tags", source.Tags.Select(tag => tag.Tag)),
            CustomFields = home ? carry.Value("customFields", source.CustomFieldsJson is { } json ? JsonNode.Parse(json) : null) : null,
        };
        foreach (var (vendor, given) in copy.Vendors.Given) input.Vendors.Add(vendor, given);
        if (source.Vendor == target.Connector.Vendor) input = target.Connector.Carry(source, input);
        if (!home) LoseOwn(source, carry);
        carry.Lost("externalId", source.ExternalId, Unique);
        carry.Lost("sourceId", source.SourceId, Unique);
        return (input, losses, Missing(input, target.Connector));
    }

    private static void LoseOwn(Project source, Carrier carry)
    {
        carry.Lost("managerId", source.Managers.FirstOrDefault(), OtherConnection);
        carry.Lost("assigneeIds", source.Assignees.FirstOrDefault(), OtherConnection);
        carry.Lost("contacts", source.Contacts.FirstOrDefault(), OtherConnection);
        carry.Lost("customFields", source.CustomFieldsJson, "Custom fields are defined per vendor account.");
    }

    private static IReadOnlyList<OperationError> Missing(CreateProjectInput input, VendorConnector target) =>
    [
        .. target.Fields.Where(field => field.Use.HasFlag(FieldUse.Required) && IsMissing(input, field.Field))
            .Select(field => new OperationError(VendorErrors.RequiredField, $"{target.Name} needs '{field.Field}' for a new project.", field.Field)),
    ];

    private static bool IsMissing(CreateProjectInput input, string field) => field switch
    {
        "companyId" => input.CompanyId is null,
        "startDate" => input.StartDate is null,
        "managerId" => input.ManagerId is null,
        _ => false,
    };

    /// <summary>Carries what the target can store, and notes what it can't.</summary>
    private sealed class Carrier(VendorConnector target, List<Loss> losses)
    {
        public T? Value<T>(string field, T? value)
        {
            if (value is null) return value;
            var capability = target.Fields.FirstOrDefault(candidate => candidate.Field == field);
            if (capability?.Use.HasFlag(FieldUse.Create) == true) return value;
            losses.Add(new(field, capability?.Note ?? $"{target.Name} does not take it on create."));
            return default;
        }

        public IReadOnlyList<T>? List<T>(string field, IEnumerable<T> values) =>
            values.ToList() is { Count: > 0 } list ? Value<IReadOnlyList<T>>(field, list) : null;

        public T? Lost<T>(string field, T? value, string reason)
        {
            if (value is not null) losses.Add(new(field, reason));
            return default;
        }
    }
}
