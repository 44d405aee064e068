using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.GrowCrm;

// The fields as Grow CRM names them, in camelCase and in the order of its documents. What it writes as `on` is a Boolean.

/// <summary>What create and update have in common: absent leaves an update's project as it is.</summary>
public abstract record GrowCrmSettingsInput
{
    [Input("Id of the user to attribute the project to; for a new project the main administrator unless told.")]
    public long? ProjectCreatorid { get; init; }

    [Input("How it is billed.")]
    public GrowCrmBillingType? ProjectBillingType { get; init; }

    [Input("Rate per hour, or the fixed price.")]
    public decimal? ProjectBillingRate { get; init; }

    [Input("Estimated hours.")]
    public decimal? ProjectBillingEstimatedHours { get; init; }

    [Input("Estimated costs.")]
    public decimal? ProjectBillingCostsEstimate { get; init; }

    [Input("Whether progress is set by hand.")]
    public bool? ProjectProgressManually { get; init; }

    [Input("Whether the client may see tasks.")]
    public bool? ClientpermTasksView { get; init; }

    [Input("Whether the client may collaborate on tasks.")]
    public bool? ClientpermTasksCollaborate { get; init; }

    [Input("Whether the client may create tasks.")]
    public bool? ClientpermTasksCreate { get; init; }

    [Input("Whether the client may see time sheets.")]
    public bool? ClientpermTimesheetsView { get; init; }

    [Input("Whether the client may see expenses.")]
    public bool? ClientpermExpensesView { get; init; }

    [Input("Whether the assigned team may collaborate on tasks.")]
    public bool? AssignedpermTasksCollaborate { get; init; }
}

[Input("Grow CRM's Create a project.")]
public sealed record CreateGrowCrmProjectInput : GrowCrmSettingsInput
{
    [Input("Id of the client.")]
    public required long ProjectClientid { get; init; }

    [Input("Title.")]
    public required string ProjectTitle { get; init; }

    [Input("First day.")]
    public required DateOnly ProjectDateStart { get; init; }

    [Input("Last day, on or after the first.")]
    public DateOnly? ProjectDateDue { get; init; }

    [Input("Id of the category.")]
    public required long ProjectCategoryid { get; init; }

    [Input("Description.")]
    public string? ProjectDescription { get; init; }
}

[Input("Grow CRM's Update a project. What is absent stays: it is read and sent along, because Grow CRM replaces all of these fields.")]
public sealed record UpdateGrowCrmProjectInput : GrowCrmSettingsInput
{
    [Input("Title.")]
    public string? ProjectTitle { get; init; }

    [Input("First day.")]
    public DateOnly? ProjectDateStart { get; init; }

    [Input("Last day, on or after the first; null clears.")]
    public Optional<DateOnly?> ProjectDateDue { get; init; }

    [Input("Id of the category.")]
    public long? ProjectCategoryid { get; init; }

    [Input("Description; null clears.")]
    public Optional<string?> ProjectDescription { get; init; }
}

[Input("Grow CRM's Delete a project.")]
public sealed record DeleteGrowCrmProjectInput;

[Input("Grow CRM's Assign team members.")]
public sealed record AssignGrowCrmProjectInput
{
    [Input("Ids of team members, in place of those assigned now; none clears.")]
    public required IReadOnlyList<long> Assigned { get; init; }
}

[Input("Grow CRM's Set the manager.")]
public sealed record SetGrowCrmProjectManagerInput
{
    [Input("Id of a team member; null removes the manager. Must be given.")]
    public Optional<long?> Manager { get; init; }
}

[Input("Grow CRM's Change status.")]
public sealed record ChangeGrowCrmProjectStatusInput
{
    [Input("The new status.")]
    public required GrowCrmProjectStatus Status { get; init; }
}

[Input("Grow CRM's Update progress.")]
public sealed record UpdateGrowCrmProjectProgressInput
{
    [Input("Percentage, 0 to 100.")]
    public required int Progress { get; init; }
}

[Input("Grow CRM's Set tags.")]
public sealed record SetGrowCrmProjectTagsInput
{
    [Input("Titles of tags, in place of those set now; none clears.")]
    public required IReadOnlyList<string> Tags { get; init; }
}

[Input("Grow CRM's Archive.")]
public sealed record ArchiveGrowCrmProjectInput;

[Input("Grow CRM's Restore.")]
public sealed record RestoreGrowCrmProjectInput;

[Input("Grow CRM's Stop timers.")]
public sealed record StopGrowCrmProjectTimersInput;

[Input("Grow CRM's Clone a project.")]
public sealed record CloneGrowCrmProjectInput
{
    [Input("Title of the new project.")]
    public required string ProjectTitle { get; init; }

    [Input("Id of the client; the source's unless told.")]
    public long? ProjectClientid { get; init; }

    [Input("Id of the category; the source's unless told.")]
    public long? ProjectCategoryid { get; init; }

    [Input("First day; the source's unless told.")]
    public DateOnly? ProjectDateStart { get; init; }

    [Input("Last day, on or after the first; the source's unless told.")]
    public DateOnly? ProjectDateDue { get; init; }

    [Input("Copies the milestones.")]
    public bool CopyMilestones { get; init; }

    [Input("Copies the tasks.")]
    public bool CopyTasks { get; init; }

    [Input("Copies the tasks' files.")]
    public bool CopyTasksFiles { get; init; }

    [Input("Copies the tasks' check lists.")]
    public bool CopyTasksChecklist { get; init; }

    [Input("Copies the invoices.")]
    public bool CopyInvoices { get; init; }

    [Input("Copies the estimates.")]
    public bool CopyEstimates { get; init; }

    [Input("Copies the project's files.")]
    public bool CopyFiles { get; init; }
}
