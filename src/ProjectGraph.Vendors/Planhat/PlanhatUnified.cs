using System.Text.Json.Nodes;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Translates the unified operations to Planhat's.</summary>
internal static class PlanhatUnified
{
    private const FieldUse Plain = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Clear;
    private const FieldUse Needed = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Required;

    public static IReadOnlyList<UnifiedSupport> Support { get; } =
    [
        UnifiedSupport.Create<CreateProjectInput, CreatePlanhatProjectInput>(UnifiedOperations.Create, PlanhatOperations.Create, Create),
        UnifiedSupport.Create<UpdateProjectInput, UpdatePlanhatProjectInput>(UnifiedOperations.Update, PlanhatOperations.Update, Update),
        UnifiedSupport.Create<DeleteProjectInput, DeletePlanhatProjectInput>(UnifiedOperations.Delete, PlanhatOperations.Delete, (_, _) =>
            new()
        ),
        UnifiedSupport.Create<UpsertProjectsInput, BulkUpsertPlanhatProjectsInput>(
            UnifiedOperations.Upsert,
            PlanhatOperations.BulkUpsert,
            Upsert,
            BulkUpsertPlanhatProjects.MaxItems
        ),
    ];

    public static IReadOnlyList<FieldCapability> Fields { get; } =
    [
        new("name", Needed),
        new("externalId", Plain),
        new("sourceId", Plain),
        new("startDate", Plain, "Written as the day's first instant in UTC. planhat.startDateTime accepts an instant."),
        new("dueDate", Plain, "Written as the day's first instant in UTC. planhat.endDateTime accepts an instant."),
        new("currency", Plain),
        new("mrr", Plain),
        new("arr", Plain),
        new("nrr", Plain),
        new("companyId", Needed),
        new(
            "customFields",
            FieldUse.Read | FieldUse.Create | FieldUse.Update,
            "Merged by name. A custom field can be set to null but not removed."
        ),
        new("createdAt", FieldUse.Read, "Derived from the id."),
        new("url", FieldUse.None, "Planhat does not return it."),
        new("number", FieldUse.None, "Planhat's project has only its id."),
        new("archivedAt", FieldUse.None, "Planhat does not archive projects."),
        new("description", FieldUse.None, "Planhat's project does not have it."),
        new("reference", FieldUse.None, "Planhat's project does not have it. It has externalId and sourceId."),
        new("status", FieldUse.None, "Planhat's project does not have it."),
        new("vendorStatus", FieldUse.None, "Planhat's project does not have it."),
        new("progress", FieldUse.None, "Planhat's project does not have it."),
        new("archived", FieldUse.None, "Planhat does not archive projects."),
        new("updatedAt", FieldUse.None, "Planhat does not return it."),
        new("ownerId", FieldUse.None, "Planhat's project has no people."),
        new("managerId", FieldUse.None, "Planhat's project has no people."),
        new("assigneeIds", FieldUse.None, "Planhat's project has no people."),
        new("contacts", FieldUse.None, "Planhat's project has no people."),
        new("tags", FieldUse.None, "Planhat's project does not have it."),
    ];

    private static CreatePlanhatProjectInput Create(CreateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<PlanhatProjectInput>(input.Vendors) ?? new();
        return new()
        {
            Name = input.Name,
            CompanyId = call.Companies[input.CompanyId!.Value].VendorId,
            ExternalId = input.ExternalId,
            SourceId = input.SourceId,
            Currency = input.Currency,
            StartDate = own.StartDateTime.Value ?? PlanhatMapping.ToInstant(input.StartDate),
            EndDate = own.EndDateTime.Value ?? PlanhatMapping.ToInstant(input.DueDate),
            Mrr = input.Mrr,
            Arr = input.Arr,
            Nrr = input.Nrr,
            Custom = own.Custom.Value ?? input.CustomFields,
        };
    }

    private static UpdatePlanhatProjectInput Update(UpdateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<PlanhatProjectInput>(input.Vendors) ?? new();
        return new()
        {
            Name = input.Name,
            CompanyId = Company(input.CompanyId, call),
            ExternalId = input.ExternalId,
            SourceId = input.SourceId,
            Currency = input.Currency,
            StartDate = Instant(own.StartDateTime, input.StartDate),
            EndDate = Instant(own.EndDateTime, input.DueDate),
            Mrr = input.Mrr,
            Arr = input.Arr,
            Nrr = input.Nrr,
            Custom = own.Custom.IsSet ? own.Custom : input.CustomFields,
        };
    }

    private static BulkUpsertPlanhatProjectsInput Upsert(UpsertProjectsInput input, UnifiedCall call) =>
        new() { Projects = [.. input.Projects.Select(item => Item(item, call))] };

    private static PlanhatProjectItemInput Item(UpsertProjectItem item, UnifiedCall call)
    {
        var own = call.VendorInput<PlanhatProjectInput>(item.Vendors) ?? new();
        return new()
        {
            Id = item.ProjectId is { } id ? call.Projects[id].VendorId : null,
            Name = item.Name,
            CompanyId = Company(item.CompanyId, call),
            ExternalId = item.ExternalId,
            SourceId = item.SourceId,
            Currency = item.Currency,
            StartDate = Instant(own.StartDateTime, item.StartDate),
            EndDate = Instant(own.EndDateTime, item.DueDate),
            Mrr = item.Mrr,
            Arr = item.Arr,
            Nrr = item.Nrr,
            Custom = own.Custom.IsSet ? own.Custom : item.CustomFields,
        };
    }

    private static Optional<string?> Company(Optional<long?> id, UnifiedCall call) =>
        id.IsSet ? new(id.Value is { } key ? call.Companies[key].VendorId : null) : default;

    private static Optional<DateTimeOffset?> Instant(Optional<DateTimeOffset?> exact, Optional<DateOnly?> day)
    {
        if (exact.IsSet)
            return exact;
        return day.IsSet ? new(PlanhatMapping.ToInstant(day.Value)) : default;
    }
}
