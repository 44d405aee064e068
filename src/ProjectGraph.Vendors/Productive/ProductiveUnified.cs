using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Translates the unified operations to Productive's.</summary>
internal static class ProductiveUnified
{
    private const string WorkflowReason = "use changeProductiveProjectWorkflow to change the workflow.";

    public static IReadOnlyList<UnifiedSupport> Support { get; } =
    [
        UnifiedSupport.Create<CreateProjectInput, CreateProductiveProjectInput>(
            UnifiedOperations.Create,
            ProductiveOperations.Create,
            Create
        ),
        UnifiedSupport.Create<UpdateProjectInput, UpdateProductiveProjectInput>(
            UnifiedOperations.Update,
            ProductiveOperations.Update,
            Update
        ),
        UnifiedSupport.Create<SetProjectManagerInput, UpdateProductiveProjectInput>(
            UnifiedOperations.SetManager,
            ProductiveOperations.Update,
            SetManager
        ),
        UnifiedSupport.Create<ArchiveProjectInput, ArchiveProductiveProjectInput>(
            UnifiedOperations.Archive,
            ProductiveOperations.Archive,
            (_, _) => new()
        ),
        UnifiedSupport.Create<RestoreProjectInput, RestoreProductiveProjectInput>(
            UnifiedOperations.Restore,
            ProductiveOperations.Restore,
            (_, _) => new()
        ),
        UnifiedSupport.Create<DeleteProjectInput, DeleteProductiveProjectInput>(
            UnifiedOperations.Delete,
            ProductiveOperations.Delete,
            (_, _) => new()
        ),
        UnifiedSupport.Create<CopyProjectInput, CopyProductiveProjectInput>(UnifiedOperations.Copy, ProductiveOperations.Copy, Copy),
    ];

    private static CreateProductiveProjectInput? Create(CreateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<ProductiveProjectInput>(input.Vendors) ?? new();
        if (own.WorkflowId.Value is not { } workflow)
        {
            call.Errors.Add(
                new(VendorErrors.RequiredField, "Productive needs 'productive.workflowId' for a new project.", "productive.workflowId")
            );
            return null;
        }
        var type = own.ProjectTypeId.Value ?? ProductiveChecks.Client;
        if (type == ProductiveChecks.Client && input.CompanyId is null)
        {
            call.Errors.Add(
                new(VendorErrors.RequiredField, "Productive needs 'companyId' for a new project that is not internal.", "companyId")
            );
            return null;
        }
        if (own is ProductiveCopyInput { } copy)
            ReportCopyOnlyLosses(copy, call);
        return new()
        {
            Name = input.Name,
            ProjectTypeId = type,
            CompanyId = input.CompanyId is { } company ? call.Companies[company].VendorId : null,
            ProjectManagerId = call.People[input.ManagerId!.Value].VendorId,
            WorkflowId = workflow,
            ProjectColorId = own.ProjectColorId.Value,
            Preferences = own.Preferences.Value,
            TagColors = own.TagColors.Value,
            CustomFields = input.CustomFields,
        };
    }

    private static UpdateProductiveProjectInput? Update(UpdateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<ProductiveProjectInput>(input.Vendors) ?? new();
        if (own.WorkflowId.IsSet)
            Refuse(call, input.Lenient, "productive.workflowId", WorkflowReason);
        return new()
        {
            Name = input.Name,
            ProjectTypeId = own.ProjectTypeId,
            CompanyId = input.CompanyId.Value is { } company ? call.Companies[company].VendorId : default(Optional<string?>),
            ProjectManagerId = input.ManagerId.Value is { } manager ? call.People[manager].VendorId : default(Optional<string?>),
            ProjectColorId = own.ProjectColorId,
            Preferences = own.Preferences,
            TagColors = own.TagColors,
            CustomFields = input.CustomFields,
        };
    }

    private static UpdateProductiveProjectInput? SetManager(SetProjectManagerInput input, UnifiedCall call)
    {
        if (input.ManagerId is { } manager)
            return new() { ProjectManagerId = call.People[manager].VendorId };
        call.Errors.Add(
            new(VendorErrors.UnsupportedField, "Productive can't clear 'managerId': a project always has one manager.", "managerId")
        );
        return null;
    }

    /// <summary>
    /// Translates a copy. Type and company default to the source's. Manager, workflow and other fields are always the source's, because
    /// Productive's copy accepts no others.
    /// </summary>
    private static CopyProductiveProjectInput? Copy(CopyProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<ProductiveCopyInput>(input.Vendors) ?? new();
        foreach (
            var (field, isGiven) in new[]
            {
                ("startDate", input.StartDate is not null),
                ("dueDate", input.DueDate is not null),
                ("managerId", input.ManagerId is not null),
                ("productive.workflowId", own.WorkflowId.IsSet),
                ("productive.projectColorId", own.ProjectColorId.IsSet),
                ("productive.preferences", own.Preferences.IsSet),
                ("productive.tagColors", own.TagColors.IsSet),
            }
        )
        {
            if (isGiven)
                Refuse(call, input.Lenient, field, "a copy always has the source's value.");
        }
        var type = own.ProjectTypeId.Value ?? call.Project?.Productive?.ProjectTypeId ?? ProductiveChecks.Client;
        var company =
            input.CompanyId is { } id ? call.Companies[id].VendorId
            : type == ProductiveChecks.Client ? call.Project?.Company?.VendorId
            : null;
        return new()
        {
            Name = input.Name,
            Description = own.Description,
            CompanyId = company,
            ProjectTypeId = type,
            Flags = own.Flags,
            CopyAsTemplate = own.CopyAsTemplate,
        };
    }

    /// <summary>Reports the fields that only Productive's copy accepts. A copy from another vendor account is a create.</summary>
    private static void ReportCopyOnlyLosses(ProductiveCopyInput copy, UnifiedCall call)
    {
        var lost = copy.Flags.ToJson().Select(flag => ProductiveErrors.ToInputName(flag.Key)).ToList();
        if (copy.Description is not null)
            lost.Add("description");
        if (copy.CopyAsTemplate is true)
            lost.Add("copyAsTemplate");
        call.Losses.AddRange(lost.Select(field => new Loss("productive." + field, "Only a copy within one vendor account accepts it.")));
    }

    private static void Refuse(UnifiedCall call, bool lenient, string field, string reason)
    {
        if (lenient)
            call.Losses.Add(new(field, reason));
        else
            call.Errors.Add(new(VendorErrors.UnsupportedField, $"Productive can't store '{field}': {reason}", field));
    }
}
