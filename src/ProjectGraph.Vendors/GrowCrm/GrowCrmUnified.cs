using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Translates the unified operations to Grow CRM's. Create, update and copy have their own files.</summary>
internal static class GrowCrmUnified
{
    public static IReadOnlyList<UnifiedSupport> Support { get; } =
    [
        UnifiedSupport.Create<CreateProjectInput, CreateGrowCrmProjectInput>(
            UnifiedOperations.Create,
            GrowCrmOperations.Create,
            GrowCrmUnifiedProject.Create
        ),
        UnifiedSupport.Create<UpdateProjectInput, UpdateGrowCrmProjectInput>(
            UnifiedOperations.Update,
            GrowCrmOperations.Update,
            GrowCrmUnifiedProject.Update
        ),
        UnifiedSupport.Create<CopyProjectInput, CloneGrowCrmProjectInput>(
            UnifiedOperations.Copy,
            GrowCrmOperations.Clone,
            GrowCrmUnifiedCopy.Clone
        ),
        UnifiedSupport.Create<DeleteProjectInput, DeleteGrowCrmProjectInput>(UnifiedOperations.Delete, GrowCrmOperations.Delete, (_, _) =>
            new()
        ),
        UnifiedSupport.Create<ArchiveProjectInput, ArchiveGrowCrmProjectInput>(
            UnifiedOperations.Archive,
            GrowCrmOperations.Archive,
            (_, _) => new()
        ),
        UnifiedSupport.Create<RestoreProjectInput, RestoreGrowCrmProjectInput>(
            UnifiedOperations.Restore,
            GrowCrmOperations.Restore,
            (_, _) => new()
        ),
        UnifiedSupport.Create<SetProjectStatusInput, ChangeGrowCrmProjectStatusInput>(
            UnifiedOperations.SetStatus,
            GrowCrmOperations.ChangeStatus,
            Status
        ),
        UnifiedSupport.Create<SetProjectProgressInput, UpdateGrowCrmProjectProgressInput>(
            UnifiedOperations.SetProgress,
            GrowCrmOperations.UpdateProgress,
            (input, _) => new() { Progress = input.Progress }
        ),
        UnifiedSupport.Create<AssignProjectInput, AssignGrowCrmProjectInput>(
            UnifiedOperations.Assign,
            GrowCrmOperations.Assign,
            (input, call) => new() { Assigned = [.. input.AssigneeIds.Select(id => PersonId(id, call))] }
        ),
        UnifiedSupport.Create<SetProjectManagerInput, SetGrowCrmProjectManagerInput>(
            UnifiedOperations.SetManager,
            GrowCrmOperations.SetManager,
            (input, call) => new() { Manager = new(input.ManagerId is { } id ? PersonId(id, call) : null) }
        ),
        UnifiedSupport.Create<SetProjectTagsInput, SetGrowCrmProjectTagsInput>(
            UnifiedOperations.SetTags,
            GrowCrmOperations.SetTags,
            (input, _) => new() { Tags = input.Tags }
        ),
    ];

    /// <summary>Returns Grow CRM's id of a person of this vendor account.</summary>
    public static long PersonId(long id, UnifiedCall call) => ParseId(call.People[id].VendorId);

    /// <summary>Returns Grow CRM's id of a company of this vendor account.</summary>
    public static long CompanyId(long id, UnifiedCall call) => ParseId(call.Companies[id].VendorId);

    // Synced clients and people have numeric ids only.
    private static long ParseId(string vendorId) =>
        GrowCrmMapping.FindId(vendorId) ?? throw new InvalidOperationException($"'{vendorId}' is not an id of Grow CRM.");

    private static ChangeGrowCrmProjectStatusInput? Status(SetProjectStatusInput input, UnifiedCall call)
    {
        var status = input.Status is { } unified ? GrowCrmNames.ToVendorStatus(unified) : GrowCrmNames.ToVendorStatus(input.VendorStatus);
        if (status is { } known)
            return new() { Status = known };
        var words = string.Join(", ", EnumModel.Get(typeof(GrowCrmProjectStatus)).Members.Select(member => member.Name.ToLowerInvariant()));
        call.Errors.Add(new(VendorErrors.InvalidInput, $"'vendorStatus' must be one of {words}.", "vendorStatus"));
        return null;
    }
}
