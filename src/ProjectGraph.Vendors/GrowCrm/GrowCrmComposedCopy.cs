using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>
/// Composes a copy that is not a clone. A project of another Grow CRM account brings its billing and permissions; one of another vendor
/// does not.
/// </summary>
internal static class GrowCrmComposedCopy
{
    public static CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy)
    {
        if (copy.DueDate < copy.StartDate)
        {
            source.Losses.Add(new("dueDate", "Grow CRM does not accept a date before the start date."));
            copy = copy with { DueDate = null };
        }
        if (source.Project.GrowCrm is not { } own)
            return copy;
        var given = copy.Vendors.ByVendor.GetValueOrDefault(Vendor.GrowCrm) as GrowCrmProjectInput ?? new();
        copy.Vendors.Add(
            Vendor.GrowCrm,
            given with
            {
                // Ids of categories and people are valid only within their vendor account.
                CategoryId = given.CategoryId ?? (source.IsSameAccount ? own.CategoryId : null),
                CreatorId = given.CreatorId ?? (source.IsSameAccount ? own.CreatorId : null),
                ProgressManually = given.ProgressManually ?? own.ProgressManually,
                Billing = given.Billing ?? Billing(own),
                Permissions = given.Permissions ?? Permissions(own),
            }
        );
        return copy;
    }

    private static GrowCrmBillingInput Billing(GrowCrmProject own) =>
        new()
        {
            Type = own.BillingType,
            Rate = own.BillingRate,
            EstimatedHours = own.EstimatedHours,
            CostsEstimate = own.CostsEstimate,
        };

    private static GrowCrmPermissionsInput Permissions(GrowCrmProject own) =>
        new()
        {
            TasksView = own.TasksView,
            TasksCollaborate = own.TasksCollaborate,
            TasksCreate = own.TasksCreate,
            TimesheetsView = own.TimesheetsView,
            ExpensesView = own.ExpensesView,
            AssignedTasksCollaborate = own.AssignedTasksCollaborate,
        };
}
