using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.GrowCrm;

[Input("Fields of a project that only Grow CRM has.")]
public record GrowCrmProjectInput
{
    [Input("Grow CRM's id of the category. Required for a new project.")]
    public long? CategoryId { get; init; }

    [Input("Grow CRM's id of the user to attribute the project to. It replaces `ownerId`.")]
    public long? CreatorId { get; init; }

    [Input("Whether progress is set by hand instead of from the tasks.")]
    public bool? ProgressManually { get; init; }

    [Input("How it is billed.")]
    public GrowCrmBillingInput? Billing { get; init; }

    [Input("The permissions of the client and the assigned team.")]
    public GrowCrmPermissionsInput? Permissions { get; init; }
}

[Input("How Grow CRM bills a project.")]
public sealed record GrowCrmBillingInput
{
    [Input("By the hour, or a fixed price.")]
    public GrowCrmBillingType? Type { get; init; }

    [Input("Rate per hour, or the fixed price.")]
    public decimal? Rate { get; init; }

    [Input("Estimated hours.")]
    public decimal? EstimatedHours { get; init; }

    [Input("Estimated costs.")]
    public decimal? CostsEstimate { get; init; }
}

[Input("The permissions of the client and the assigned team at Grow CRM.")]
public sealed record GrowCrmPermissionsInput
{
    [Input("Whether the client may see tasks.")]
    public bool? TasksView { get; init; }

    [Input("Whether the client may collaborate on tasks.")]
    public bool? TasksCollaborate { get; init; }

    [Input("Whether the client may create tasks.")]
    public bool? TasksCreate { get; init; }

    [Input("Whether the client may see time sheets.")]
    public bool? TimesheetsView { get; init; }

    [Input("Whether the client may see expenses.")]
    public bool? ExpensesView { get; init; }

    [Input("Whether the assigned team may collaborate on tasks.")]
    public bool? AssignedTasksCollaborate { get; init; }
}

[Input("The parts that a copy at Grow CRM includes.")]
public sealed record GrowCrmCopyInput : GrowCrmProjectInput
{
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
