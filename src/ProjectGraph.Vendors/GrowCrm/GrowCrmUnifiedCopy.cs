using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Translates the unified copy to Grow CRM's clone.</summary>
internal static class GrowCrmUnifiedCopy
{
    public static CloneGrowCrmProjectInput? Clone(CopyProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<GrowCrmCopyInput>(input.Vendors) ?? new();
        foreach (var field in UnsupportedFields(input, own))
            Refuse(call, input.Lenient, field, $"Grow CRM's clone cannot set '{field}'. Update the copy afterwards.");
        if (call.Errors.Count > 0)
            return null;
        return new()
        {
            ProjectTitle = input.Name,
            ProjectClientid = input.CompanyId is { } company ? GrowCrmUnified.CompanyId(company, call) : null,
            ProjectCategoryid = own.CategoryId,
            ProjectDateStart = input.StartDate,
            ProjectDateDue = input.DueDate,
            CopyMilestones = own.CopyMilestones,
            CopyTasks = own.CopyTasks,
            CopyTasksFiles = own.CopyTasksFiles,
            CopyTasksChecklist = own.CopyTasksChecklist,
            CopyInvoices = own.CopyInvoices,
            CopyEstimates = own.CopyEstimates,
            CopyFiles = own.CopyFiles,
        };
    }

    /// <summary>Rejects the clone's flags. A copy from another vendor account is a create, which copies only the project itself.</summary>
    /// <remarks>For a composed copy or a lenient caller, the flags are reported as losses instead.</remarks>
    public static void RefuseFlags(GrowCrmProjectInput own, bool lenient, UnifiedCall call)
    {
        foreach (var flag in own is GrowCrmCopyInput copy ? GivenFlags(copy) : [])
            Refuse(call, lenient, "growCrm." + flag, $"'growCrm.{flag}' applies only to a copy within one Grow CRM account.");
    }

    private static void Refuse(UnifiedCall call, bool lenient, string field, string reason)
    {
        if (lenient)
            call.Losses.Add(new(field, reason));
        else
            call.Errors.Add(new(VendorErrors.UnsupportedField, reason, field));
    }

    private static IEnumerable<string> UnsupportedFields(CopyProjectInput input, GrowCrmCopyInput own)
    {
        if (input.ManagerId is not null)
            yield return "managerId";
        if (own.CreatorId is not null)
            yield return "growCrm.creatorId";
        if (own.ProgressManually is not null)
            yield return "growCrm.progressManually";
        if (own.Billing is not null)
            yield return "growCrm.billing";
        if (own.Permissions is not null)
            yield return "growCrm.permissions";
    }

    private static IEnumerable<string> GivenFlags(GrowCrmCopyInput copy)
    {
        if (copy.CopyMilestones)
            yield return "copyMilestones";
        if (copy.CopyTasks)
            yield return "copyTasks";
        if (copy.CopyTasksFiles)
            yield return "copyTasksFiles";
        if (copy.CopyTasksChecklist)
            yield return "copyTasksChecklist";
        if (copy.CopyInvoices)
            yield return "copyInvoices";
        if (copy.CopyEstimates)
            yield return "copyEstimates";
        if (copy.CopyFiles)
            yield return "copyFiles";
    }
}
