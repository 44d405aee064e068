using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Unified;

[Input("A project to delete.")]
public sealed record DeleteProjectInput : UnifiedInput;

[Input("A project to archive.")]
public sealed record ArchiveProjectInput : UnifiedInput;

[Input("A project to restore from the archive.")]
public sealed record RestoreProjectInput : UnifiedInput;

[Input("A project's new status.")]
public sealed record SetProjectStatusInput : UnifiedInput
{
    [Input("The project's status.")]
    public ProjectStatus? Status { get; init; }

    [Input("The vendor's own name of the status, instead of `status`.")]
    public string? VendorStatus { get; init; }
}

[Input("A project's new progress.")]
public sealed record SetProjectProgressInput : UnifiedInput
{
    [Input("Progress in percent, 0 to 100.")]
    public required int Progress { get; init; }
}

[Input("The people who work on a project, replacing the current ones.")]
public sealed record AssignProjectInput : UnifiedInput
{
    [Input("The people; an empty list removes all.", IdOf = typeof(Person))]
    public required IReadOnlyList<long> AssigneeIds { get; init; }
}

[Input("A project's new manager.")]
public sealed record SetProjectManagerInput : UnifiedInput
{
    [Input("The person; null removes the manager.", IdOf = typeof(Person))]
    public long? ManagerId { get; init; }
}

[Input("A project's tags, replacing the current ones.")]
public sealed record SetProjectTagsInput : UnifiedInput
{
    [Input("The tags; an empty list removes all.")]
    public required IReadOnlyList<string> Tags { get; init; }
}

[Input("A copy of a project, at the same vendor account or another one.")]
public sealed record CopyProjectInput : UnifiedInput
{
    [Input("Display name of the copy.")]
    public required string Name { get; init; }

    [Input("First day; defaults to the source's.")]
    public DateOnly? StartDate { get; init; }

    [Input("Last day; defaults to the source's.")]
    public DateOnly? DueDate { get; init; }

    [Input(
        "The customer that the copy is for. Defaults to the source's if the copy stays at the same vendor account.",
        IdOf = typeof(Company)
    )]
    public long? CompanyId { get; init; }

    [Input("The person who leads the copy.", IdOf = typeof(Person))]
    public long? ManagerId { get; init; }

    [VendorInputs(Copy = true)]
    public VendorInputs Vendors { get; } = new();
}

[Input("Projects to create or change in bulk.")]
public sealed record UpsertProjectsInput : UnifiedInput
{
    [Input("The projects.")]
    public required IReadOnlyList<UpsertProjectItem> Projects { get; init; }
}

[Input("One project of an upsert. It is changed if its id is known, otherwise created.")]
public sealed record UpsertProjectItem
{
    [Input("The graph's id of the project to change.", IdOf = typeof(Project))]
    public long? ProjectId { get; init; }

    [Input("Display name.")]
    public Optional<string?> Name { get; init; }

    [Input("The project's id in your own system. It identifies the project if `projectId` and `sourceId` are absent.")]
    public Optional<string?> ExternalId { get; init; }

    [Input("The project's id in the integration it comes from. It identifies the project if `projectId` is absent.")]
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

[Input("A project to read from its vendor again.")]
public sealed record RefreshProjectInput;

[Input("A vendor account to read from its vendor again.")]
public sealed record SyncVendorAccountInput
{
    [Input("Returns at once. Query the returned operation to see its progress and its result.")]
    public bool Background { get; init; }
}
