using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Finds the connection and the project that a call means.</summary>
internal sealed class OperationTargets(VendorConnections connections, ConnectionStore store)
{
    public async Task<OperationTarget> FindAsync(OperationCall call, CancellationToken cancellation)
    {
        var errors = call.Errors.ToList();
        if (!call.TakesProject)
        {
            var channel = connections.Choose(call.Vendor?.Vendor, call.Common.ConnectionId, call.Scope, errors);
            return new(channel, null, null, errors);
        }
        if (call.ProjectId is not { } id) return new(null, null, null, errors);
        if (await store.FindProjectAsync(id, call.Scope, cancellation) is not { } project)
        {
            errors.Add(new(VendorErrors.NotFound, "The graph has no such project.", "projectId"));
            return new(null, null, null, errors);
        }
        return OfProject(call, project, errors);
    }

    private OperationTarget OfProject(OperationCall call, Project project, List<OperationError> errors)
    {
        if (call.Vendor is { } operation && operation.Vendor != project.Vendor)
            errors.Add(new(VendorErrors.WrongVendor, $"{call.Name} is for {operation.Vendor}, the project lives at {project.Vendor}.", "projectId"));
        if (call.Name == UnifiedOperations.Copy && call.Common.ConnectionId is { } target && target != project.ConnectionId)
            return new(connections.Choose(null, target, call.Scope, errors), null, project, errors);
        if (call.Common.ConnectionId is { } named && named != project.ConnectionId)
            errors.Add(new(VendorErrors.WrongConnection, "The project belongs to another connection.", "connectionId"));
        var channel = connections.Find(project.ConnectionId);
        if (channel is null)
            errors.Add(new(VendorErrors.ConnectionNotConfigured, "The project's connection is no longer configured.", "projectId"));
        return new(channel, project.Id, project, errors);
    }
}
