using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>
/// Builds the body of a request about a project. Its field names differ from those of responses, and flags are sent like a form's
/// checkboxes.
/// </summary>
internal static class GrowCrmBody
{
    public const string Title = "project_title";
    public const string Client = "project_clientid";
    public const string Creator = "project_creatorid";

    private const string Start = "project_date_start";
    private const string Due = "project_date_due";
    private const string Category = "project_categoryid";
    private const string Description = "project_description";
    private const string BillingType = "project_billing_type";
    private const string BillingRate = "project_billing_rate";
    private const string EstimatedHours = "project_billing_estimated_hours";
    private const string CostsEstimate = "project_billing_costs_estimate";

    /// <summary>The flags that are sent as <c>on</c>, or omitted when off.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        "project_progress_manually",
        "clientperm_tasks_view",
        "clientperm_tasks_collaborate",
        "clientperm_tasks_create",
        "clientperm_timesheets_view",
        "clientperm_expenses_view",
        "assignedperm_tasks_collaborate",
    ];

    /// <summary>All flags except the first.</summary>
    public static IEnumerable<string> Permissions => Flags.Skip(1);

    public static JsonObject Build(CreateGrowCrmProjectInput input)
    {
        var body = new JsonObject
        {
            [Client] = input.ProjectClientid,
            [Title] = input.ProjectTitle,
            [Start] = GrowCrmMapping.Format(input.ProjectDateStart),
        };
        if (input.ProjectDateDue is { } due)
            body[Due] = GrowCrmMapping.Format(due);
        body[Category] = input.ProjectCategoryid;
        if (input.ProjectDescription is { } description)
            body[Description] = description;
        AddSettings(body, input);
        return body;
    }

    /// <summary>
    /// Builds the body of an update. "Same body parameters as Create": required fields are required again, and an omitted flag is off.
    /// So fields that the caller omits are taken from the project.
    /// </summary>
    public static JsonObject Build(UpdateGrowCrmProjectInput input, Project current)
    {
        var body = FromProject(GrowCrmWriteVerification.ReadProject(current.Document));
        if (input.ProjectTitle is { } title)
            body[Title] = title;
        if (input.ProjectDateStart is { } start)
            body[Start] = GrowCrmMapping.Format(start);
        if (input.ProjectDateDue.IsSet)
            body[Due] = input.ProjectDateDue.Value is { } due ? GrowCrmMapping.Format(due) : null;
        if (input.ProjectCategoryid is { } category)
            body[Category] = category;
        if (input.ProjectDescription.IsSet)
            body[Description] = input.ProjectDescription.Value;
        AddSettings(body, input);
        return body;
    }

    public static JsonObject Build(CloneGrowCrmProjectInput input)
    {
        var body = new JsonObject { [Title] = input.ProjectTitle };
        if (input.ProjectClientid is { } client)
            body[Client] = client;
        if (input.ProjectCategoryid is { } category)
            body[Category] = category;
        if (input.ProjectDateStart is { } start)
            body[Start] = GrowCrmMapping.Format(start);
        if (input.ProjectDateDue is { } due)
            body[Due] = GrowCrmMapping.Format(due);
        AddFlag(body, "copy_milestones", input.CopyMilestones);
        AddFlag(body, "copy_tasks", input.CopyTasks);
        AddFlag(body, "copy_tasks_files", input.CopyTasksFiles);
        AddFlag(body, "copy_tasks_checklist", input.CopyTasksChecklist);
        AddFlag(body, "copy_invoices", input.CopyInvoices);
        AddFlag(body, "copy_estimates", input.CopyEstimates);
        AddFlag(body, "copy_files", input.CopyFiles);
        return body;
    }

    /// <summary>Returns the project's values by the names that write them. Unset values are omitted.</summary>
    public static JsonObject FromProject(GrowCrmProjectWire wire)
    {
        var body = new JsonObject { [Title] = wire.Title };
        AddIfSet(body, Start, wire.Dates?.Start);
        AddIfSet(body, Due, wire.Dates?.Due);
        AddIfSet(body, Category, wire.Category?.Id);
        AddIfSet(body, Description, wire.Description);
        AddIfSet(body, BillingType, wire.Billing?.Type);
        AddIfSet(body, BillingRate, wire.Billing?.Rate);
        AddIfSet(body, EstimatedHours, wire.Billing?.EstimatedHours);
        AddIfSet(body, CostsEstimate, wire.Billing?.CostsEstimate);
        var permissions = wire.Permissions ?? new();
        string?[] words =
        [
            wire.ProgressManually,
            permissions.TasksView,
            permissions.TasksCollaborate,
            permissions.TasksCreate,
            permissions.TimesheetsView,
            permissions.ExpensesView,
            permissions.AssignedTasksCollaborate,
        ];
        foreach (var (name, word) in Flags.Zip(words))
            AddFlag(body, name, GrowCrmNames.IsYes(word));
        return body;
    }

    private static void AddSettings(JsonObject body, GrowCrmSettingsInput input)
    {
        AddIfSet(body, Creator, input.ProjectCreatorid);
        AddIfSet(body, BillingType, input.ProjectBillingType is { } type ? GrowCrmNames.ToVendorName(type) : null);
        AddIfSet(body, BillingRate, input.ProjectBillingRate);
        AddIfSet(body, EstimatedHours, input.ProjectBillingEstimatedHours);
        AddIfSet(body, CostsEstimate, input.ProjectBillingCostsEstimate);
        bool?[] flags =
        [
            input.ProjectProgressManually,
            input.ClientpermTasksView,
            input.ClientpermTasksCollaborate,
            input.ClientpermTasksCreate,
            input.ClientpermTimesheetsView,
            input.ClientpermExpensesView,
            input.AssignedpermTasksCollaborate,
        ];
        foreach (var (name, flag) in Flags.Zip(flags))
            AddFlag(body, name, flag);
    }

    private static void AddIfSet(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
            body[name] = value;
    }

    private static void AddFlag(JsonObject body, string name, bool? flag)
    {
        if (flag == true)
            body[name] = GrowCrmNames.On;
        else if (flag == false)
            body.Remove(name);
    }
}
