using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Unified;

[Input("A project that is to be deleted.")]
public sealed record DeleteProjectInput : UnifiedInput;

[Input("A project that is to be archived.")]
public sealed record ArchiveProjectInput : UnifiedInput;

[Input("A project that is to be taken out of the archive.")]
public sealed record RestoreProjectInput : UnifiedInput;

[Input("A project's new status.")]
public sealed record SetProjectStatusInput : UnifiedInput
{
    [Input("Where it stands.")]
    public ProjectStatus? Status { get; init; }

    [Input("The vendor's own word for the status, in place of `status`.")]
    public string? VendorStatus { get; init; }
}

[Input("A project's new progress.")]
public sealed record SetProjectProgressInput : UnifiedInput
{
    [Input("Progress in percent, 0 to 100.")]
    public required int Progress { get; init; }
}

[Input("The people who work on a project, in place of those who did.")]
public sealed record AssignProjectInput : UnifiedInput
{
    [Input("The people; none clears.", IdOf = typeof(Person))]
    public required IReadOnlyList<long> AssigneeIds { get; init; }
}

[Input("Who leads a project, in place of whoever did.")]
public sealed record SetProjectManagerInput : UnifiedInput
{
    [Input("The person; null removes.", IdOf = typeof(Person))]
    public long? ManagerId { get; init; }
}

[Input("A project's tags, in place of those it had.")]
public sealed record SetProjectTagsInput : UnifiedInput
{
    [Input("The tags; none clears.")]
    public required IReadOnlyList<string> Tags { get; init; }
}

[Input("A copy of a project, at the same connection or another one.")]
public sealed record CopyProjectInput : UnifiedInput
{
    [Input("Display name of the copy.")]
    public required string Name { get; init; }

    [Input("First day; the source's unless told.")]
    public DateOnly? StartDate { get; init; }

    [Input("Last day; the source's unless told.")]
    public DateOnly? DueDate { get; init; }

    [Input("The customer that the copy is for; the source's unless told, where it is of the same connection.", IdOf = typeof(Company))]
    public long? CompanyId { get; init; }

    [Input("Who leads the copy.", IdOf = typeof(Person))]
    public long? ManagerId { get; init; }

    [VendorInputs(Copy = true)]
    public VendorInputs Vendors { get; } = new();
}

[Input("Projects to be created or changed in one go.")]
public sealed record UpsertProjectsInput : UnifiedInput
{
    [Input("The projects.")]
    public required IReadOnlyList<UpsertProjectItem> Projects { get; init; }
}

[Input("One project of an upsert: with an id of a known one it is changed, else created.")]
public sealed record UpsertProjectItem
{
    [Input("The graph's id of the project to change.", IdOf = typeof(Project))]
    public long? ProjectId { get; init; }

    [Input("Display name.")]
    public Optional<string?> Name { get; init; }

    [Input("The project's id in your own system; without `projectId` and `sourceId`, what finds the project.")]
    public Optional<string?> ExternalId { get; init; }

    [Input("The project's id in the integration it comes from; without `projectId`, what finds the project.")]
    public Optional<string?> SourceId { get; init; }

    [Input("First day.")]
    public Optional<DateOnly?> StartDate { get; init; }

    [Input("Last day.")]
    public Optional<DateOnly?> DueDate { get; init; }

    [Input("ISO 4217 code of the currency that the amounts are in.")]
    public Optional<string?> Currency { get; init; }

    [Input("Monthly recurring revenue.")]
    public Optional<decimal?> Mrr { get; init; }

    [Input("Annual recurring revenue.")]
    public Optional<decimal?> Arr { get; init; }

    [Input("Non-recurring revenue.")]
    public Optional<decimal?> Nrr { get; init; }

    [Input("The customer that the work is for.", IdOf = typeof(Company))]
    public Optional<long?> CompanyId { get; init; }

    [Input("The vendor's custom fields by name.")]
    public Optional<System.Text.Json.Nodes.JsonNode?> CustomFields { get; init; }

    [VendorInputs]
    public VendorInputs Vendors { get; } = new();
}

[Input("A project that is to be read from its vendor again.")]
public sealed record RefreshProjectInput;

[Input("A connection that is to be read from its vendor again.")]
public sealed record SyncConnectionInput
{
    [Input("Answers at once: ask for the operation to see how far it is and how it ends.")]
    public bool Background { get; init; }
}
