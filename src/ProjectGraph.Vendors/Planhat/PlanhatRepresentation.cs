using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Writes a project in the shape of Planhat's response. Unset keys are omitted.</summary>
internal static class PlanhatRepresentation
{
    public static JsonObject Of(Project project)
    {
        var own = project.Planhat;
        var document = new JsonObject
        {
            ["_id"] = project.Vendor == Vendor.Planhat ? project.VendorId : StandIns.ObjectId(project.CreatedAt, StandIns.Key(project)),
            ["name"] = project.Name,
        };
        Put(document, "companyId", project.Company is { } company ? IdOf(company) : null);
        Put(document, "companyName", own?.CompanyName ?? project.Company?.Name);
        Put(document, "externalId", project.ExternalId);
        Put(document, "sourceId", project.SourceId);
        Put(document, "startDate", Text(own?.StartDateTime ?? PlanhatMapping.Instant(project.StartDate)));
        Put(document, "endDate", Text(own?.EndDateTime ?? PlanhatMapping.Instant(project.DueDate)));
        Put(document, "currency", project.Currency);
        Put(document, "mrr", project.Mrr);
        Put(document, "arr", project.Arr);
        Put(document, "nrr", project.Nrr);
        if (own is not null && project.CustomFieldsJson is { } custom) document["custom"] = JsonNode.Parse(custom);
        document["__v"] = own?.Version ?? 0;
        return document;
    }

    /// <summary>Copies the instants of start and end, including their times of day.</summary>
    public static CreateProjectInput Carry(CopySource source, CreateProjectInput copy)
    {
        if (source.Project.Planhat is not { } own) return copy;
        var given = copy.Vendors.Given.GetValueOrDefault(Vendor.Planhat) as PlanhatProjectInput ?? new();
        copy.Vendors.Add(Vendor.Planhat, given with
        {
            StartDateTime = Exact(given.StartDateTime, own.StartDateTime, copy.StartDate),
            EndDateTime = Exact(given.EndDateTime, own.EndDateTime, copy.DueDate),
        });
        return copy;
    }

    /// <summary>Copies the instant only if the copy has the same day.</summary>
    private static Optional<DateTimeOffset?> Exact(Optional<DateTimeOffset?> given, DateTimeOffset? own, DateOnly? day) =>
        given.IsSet || own is null || DateOnly.FromDateTime(own.Value.UtcDateTime) != day ? given : new(own);

    private static string IdOf(Company company) =>
        PlanhatMapping.IsObjectId(company.VendorId) ? company.VendorId : StandIns.ObjectId(null, StandIns.Key(company));

    private static void Put(JsonObject document, string name, JsonNode? value)
    {
        if (value is not null) document[name] = value;
    }

    private static string? Text(DateTimeOffset? instant) => instant is { } value ? PlanhatMapping.Text(value) : null;
}
