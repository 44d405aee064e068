using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Finds the vendor account and the project of a call.</summary>
internal sealed class OperationTargets(VendorAccounts vendorAccounts, VendorAccountStore store)
{
    public async Task<OperationTarget> FindAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var errors = call.Errors.ToList();
        if (!call.TakesProject)
        {
            var channel = vendorAccounts.Choose(call.Vendor?.Vendor, call.Common.VendorAccountId, call.Scope, errors);
            return new(channel, null, null, errors);
        }
        if (call.ProjectId is not { } id)
            return new(null, null, null, errors);
        if (await store.FindProjectAsync(id, call.Scope, cancellationToken) is not { } project)
        {
            errors.Add(new(VendorErrors.NotFound, "The project was not found.", "projectId"));
            return new(null, null, null, errors);
        }
        return FindProjectTarget(call, project, errors);
    }

    private OperationTarget FindProjectTarget(OperationCall call, Project project, List<OperationError> errors)
    {
        if (call.Vendor is { } operation && operation.Vendor != project.Vendor)
            errors.Add(
                new(
                    VendorErrors.WrongVendor,
                    $"{call.Name} changes projects of {operation.Vendor}, but the project is at {project.Vendor}.",
                    "projectId"
                )
            );
        if (call.Name == UnifiedOperations.Copy && call.Common.VendorAccountId is { } target && target != project.VendorAccountId)
            return new(vendorAccounts.Choose(null, target, call.Scope, errors), null, project, errors);
        if (call.Common.VendorAccountId is { } named && named != project.VendorAccountId)
            errors.Add(new(VendorErrors.WrongVendorAccount, "The project belongs to another vendor account.", "vendorAccountId"));
        var channel = vendorAccounts.Find(project.VendorAccountId);
        if (channel is null)
            errors.Add(
                new(
                    VendorErrors.VendorAccountNotConfigured,
                    "The project's vendor account is no longer configured. Configure it under Vendors:Accounts.",
                    "projectId"
                )
            );
        return new(channel, project.Id, project, errors);
    }
}
