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
        UnifiedSupport.By<CreateProjectInput, CreateGrowCrmProjectInput>(UnifiedOperations.Create, GrowCrmOperations.Create, GrowCrmUnifiedProject.Create),
        UnifiedSupport.By<UpdateProjectInput, UpdateGrowCrmProjectInput>(UnifiedOperations.Update, GrowCrmOperations.Update, GrowCrmUnifiedProject.Update),
        UnifiedSupport.By<CopyProjectInput, CloneGrowCrmProjectInput>(UnifiedOperations.Copy, GrowCrmOperations.Clone, GrowCrmUnifiedCopy.Clone),
        UnifiedSupport.By<DeleteProjectInput, DeleteGrowCrmProjectInput>(UnifiedOperations.Delete, GrowCrmOperations.Delete, (_, _) => new()),
        UnifiedSupport.By<ArchiveProjectInput, ArchiveGrowCrmProjectInput>(UnifiedOperations.Archive, GrowCrmOperations.Archive, (_, _) => new()),
        UnifiedSupport.By<RestoreProjectInput, RestoreGrowCrmProjectInput>(UnifiedOperations.Restore, GrowCrmOperations.Restore, (_, _) => new()),
        UnifiedSupport.By<SetProjectStatusInput, ChangeGrowCrmProjectStatusInput>(UnifiedOperations.SetStatus, GrowCrmOperations.ChangeStatus, Status),
        UnifiedSupport.By<SetProjectProgressInput, UpdateGrowCrmProjectProgressInput>(
            UnifiedOperations.SetProgress, GrowCrmOperations.UpdateProgress, (input, _) => new() { Progress = input.Progress }),
        UnifiedSupport.By<AssignProjectInput, AssignGrowCrmProjectInput>(
            UnifiedOperations.Assign, GrowCrmOperations.Assign, (input, call) => new() { Assigned = [.. input.AssigneeIds.Select(id => Person(id, call))] }),
        UnifiedSupport.By<SetProjectManagerInput, SetGrowCrmProjectManagerInput>(
            UnifiedOperations.SetManager, GrowCrmOperations.SetManager,
            (input, call) => new() { Manager = new(input.ManagerId is { } id ? Person(id, call) : null) }),
        UnifiedSupport.By<SetProjectTagsInput, SetGrowCrmProjectTagsInput>(
            UnifiedOperations.SetTags, GrowCrmOperations.SetTags, (input, _) => new() { Tags = input.Tags }),
    ];

    /// <summary>Returns Grow CRM's id of a person of this vendor account.</summary>
    public static long Person(long id, UnifiedCall call) => Number(call.People[id].VendorId);

    /// <summary>Returns Grow CRM's id of a company of this vendor account.</summary>
    public static long Company(long id, UnifiedCall call) => Number(call.Companies[id].VendorId);

    // Synced clients and people have numeric ids only.
    private static long Number(string vendorId) =>
        GrowCrmMapping.IdOf(vendorId) ?? throw new InvalidOperationException($"'{vendorId}' is not an id of Grow CRM.");

    private static ChangeGrowCrmProjectStatusInput? Status(SetProjectStatusInput input, UnifiedCall call)
    {
        var status = input.Status is { } unified ? GrowCrmWords.StatusOf(unified) : GrowCrmWords.StatusOf(input.VendorStatus);
        if (status is { } known) return new() { Status = known };
        var words = string.Join(", ", EnumModel.Of(typeof(GrowCrmProjectStatus)).Members.Select(member => member.Name.ToLowerInvariant()));
        call.Errors.Add(new(VendorErrors.InvalidInput, $"'vendorStatus' must be one of {words}.", "vendorStatus"));
        return null;
    }
}
