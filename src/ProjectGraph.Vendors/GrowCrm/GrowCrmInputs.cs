using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.GrowCrm;

// The fields are named as at Grow CRM, in camelCase and in the order of its documents. A value that it writes as `on` is a Boolean.

/// <summary>The fields that create and update share. An update leaves absent fields unchanged.</summary>
public abstract record GrowCrmSettingsInput
{
    [Input("Id of the user to attribute the project to. A new project defaults to the main administrator.")]
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

[Input(
    "Grow CRM's Update a project. Absent fields are unchanged: their present values are sent too, because Grow CRM replaces all of these fields."
)]
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
    [Input("Ids of team members. They replace those assigned now; an empty list clears.")]
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
    [Input("Titles of tags. They replace those set now; an empty list clears.")]
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

    [Input("Id of the client. Defaults to the source's.")]
    public long? ProjectClientid { get; init; }

    [Input("Id of the category. Defaults to the source's.")]
    public long? ProjectCategoryid { get; init; }

    [Input("First day. Defaults to the source's.")]
    public DateOnly? ProjectDateStart { get; init; }

    [Input("Last day, on or after the first. Defaults to the source's.")]
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
