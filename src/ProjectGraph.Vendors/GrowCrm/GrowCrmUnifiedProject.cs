using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Translates the unified create and update to Grow CRM's.</summary>
internal static class GrowCrmUnifiedProject
{
    public static CreateGrowCrmProjectInput? Create(CreateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<GrowCrmProjectInput>(input.Vendors) ?? new();
        GrowCrmUnifiedCopy.RefuseFlags(own, input.Lenient, call);
        if (own.CategoryId is null)
            call.Errors.Add(
                new(VendorErrors.RequiredField, "Grow CRM needs 'growCrm.categoryId' for a new project.", "growCrm.categoryId")
            );
        if (call.Errors.Count > 0)
            return null;
        return WithVendorFields(
            own,
            new CreateGrowCrmProjectInput
            {
                ProjectClientid = GrowCrmUnified.CompanyId(input.CompanyId!.Value, call),
                ProjectCreatorid = own.CreatorId ?? (input.OwnerId is { } owner ? GrowCrmUnified.PersonId(owner, call) : null),
                ProjectTitle = input.Name,
                ProjectDateStart = input.StartDate!.Value,
                ProjectDateDue = input.DueDate,
                ProjectCategoryid = own.CategoryId!.Value,
                ProjectDescription = input.Description,
            }
        );
    }

    public static UpdateGrowCrmProjectInput Update(UpdateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<GrowCrmProjectInput>(input.Vendors) ?? new();
        return WithVendorFields(
            own,
            new UpdateGrowCrmProjectInput
            {
                ProjectCreatorid = own.CreatorId ?? (input.OwnerId.Value is { } owner ? GrowCrmUnified.PersonId(owner, call) : null),
                ProjectTitle = input.Name.Value,
                ProjectDateStart = input.StartDate.Value,
                ProjectDateDue = input.DueDate,
                ProjectCategoryid = own.CategoryId,
                ProjectDescription = input.Description,
            }
        );
    }

    private static T WithVendorFields<T>(GrowCrmProjectInput own, T input)
        where T : GrowCrmSettingsInput
    {
        var (billing, permissions) = (own.Billing ?? new(), own.Permissions ?? new());
        return input with
        {
            ProjectBillingType = billing.Type,
            ProjectBillingRate = billing.Rate,
            ProjectBillingEstimatedHours = billing.EstimatedHours,
            ProjectBillingCostsEstimate = billing.CostsEstimate,
            ProjectProgressManually = own.ProgressManually,
            ClientpermTasksView = permissions.TasksView,
            ClientpermTasksCollaborate = permissions.TasksCollaborate,
            ClientpermTasksCreate = permissions.TasksCreate,
            ClientpermTimesheetsView = permissions.TimesheetsView,
            ClientpermExpensesView = permissions.ExpensesView,
            AssignedpermTasksCollaborate = permissions.AssignedTasksCollaborate,
        };
    }
}
