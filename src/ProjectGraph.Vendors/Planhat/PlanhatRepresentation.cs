using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Writes a project in the shape of Planhat's response. Unset keys are omitted.</summary>
internal static class PlanhatRepresentation
{
    public static JsonObject Create(Project project)
    {
        var own = project.Planhat;
        var document = new JsonObject
        {
            ["_id"] = project.Vendor == Vendor.Planhat ? project.VendorId : StandIns.ObjectId(project.CreatedAt, StandIns.Key(project)),
            ["name"] = project.Name,
        };
        AddIfSet(document, "companyId", project.Company is { } company ? CompanyId(company) : null);
        AddIfSet(document, "companyName", own?.CompanyName ?? project.Company?.Name);
        AddIfSet(document, "externalId", project.ExternalId);
        AddIfSet(document, "sourceId", project.SourceId);
        AddIfSet(document, "startDate", FormatInstant(own?.StartDateTime ?? PlanhatMapping.ToInstant(project.StartDate)));
        AddIfSet(document, "endDate", FormatInstant(own?.EndDateTime ?? PlanhatMapping.ToInstant(project.DueDate)));
        AddIfSet(document, "currency", project.Currency);
        AddIfSet(document, "mrr", project.Mrr);
        AddIfSet(document, "arr", project.Arr);
        AddIfSet(document, "nrr", project.Nrr);
        if (own is not null && project.CustomFieldsJson is { } custom)
            document["custom"] = JsonNode.Parse(custom);
        document["__v"] = own?.Version ?? 0;
        return document;
    }

    /// <summary>Copies the instants of start and end, including their times of day.</summary>
    public static CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy)
    {
        if (source.Project.Planhat is not { } own)
            return copy;
        var given = copy.Vendors.ByVendor.GetValueOrDefault(Vendor.Planhat) as PlanhatProjectInput ?? new();
        copy.Vendors.Add(
            Vendor.Planhat,
            given with
            {
                StartDateTime = InstantOfSameDay(given.StartDateTime, own.StartDateTime, copy.StartDate),
                EndDateTime = InstantOfSameDay(given.EndDateTime, own.EndDateTime, copy.DueDate),
            }
        );
        return copy;
    }

    /// <summary>Copies the instant only if the copy has the same day.</summary>
    private static Optional<DateTimeOffset?> InstantOfSameDay(Optional<DateTimeOffset?> given, DateTimeOffset? own, DateOnly? day) =>
        given.IsSet || own is null || DateOnly.FromDateTime(own.Value.UtcDateTime) != day ? given : new(own);

    private static string CompanyId(Company company) =>
        PlanhatMapping.IsObjectId(company.VendorId) ? company.VendorId : StandIns.ObjectId(null, StandIns.Key(company));

    private static void AddIfSet(JsonObject document, string name, JsonNode? value)
    {
        if (value is not null)
            document[name] = value;
    }

    private static string? FormatInstant(DateTimeOffset? instant) => instant is { } value ? PlanhatMapping.ToText(value) : null;
}
