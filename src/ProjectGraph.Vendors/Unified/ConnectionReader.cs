using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>The two operations that change nothing at the vendor and bring the graph up to date.</summary>
internal sealed class ConnectionReader(ConnectionStore store, OperationLog log, SyncRunner syncs, ProjectLocks locks)
{
    /// <exception cref="VendorReadException">The vendor could not be read.</exception>
    public async Task<OperationResult> RefreshAsync(OperationRun run, CancellationToken cancellation)
    {
        if (run.DryRun) return await EndAsync(run, Outcomes.Without(OperationState.Planned, []));
        using var turn = await locks.EnterAsync(run.ProjectId, cancellation);
        if (await store.FindProjectAsync(run.ProjectId!.Value, cancellation) is not { } known)
            return await EndAsync(run, Outcomes.Without(OperationState.Refused, [new(VendorErrors.NotFound, "The graph has no such project.", "projectId")]));
        var current = await run.Connector.ReadProjectAsync(run.Channel, known.VendorId, known, cancellation);
        var done = Outcomes.Without(OperationState.Succeeded, []);
        return await EndAsync(run, current is null
            ? done with { DeletedProjectId = known.Id }
            : done with { Saved = [current], WriteOnlyFields = run.Connector.WriteOnlyFields });
    }

    public async Task<OperationResult> SyncAsync(OperationRun run, CancellationToken cancellation)
    {
        if (run.DryRun) return await EndAsync(run, Outcomes.Without(OperationState.Planned, []));
        var report = await SyncAsync(run.Channel, cancellation);
        IReadOnlyList<OperationError> errors = report.Error is { } error ? [new(report.ErrorCode ?? VendorErrors.VendorUnavailable, error)] : [];
        var result = await EndAsync(run, Outcomes.Without(errors.Count == 0 ? OperationState.Succeeded : OperationState.Failed, errors));
        return result with { Extra = Report(report) };
    }

    public Task<SyncReport> SyncAsync(VendorChannel channel, CancellationToken cancellation) =>
        syncs.RunAsync(channel.Connection.Id, channel.Connector.CreateSync(channel), cancellation);

    private async Task<OperationResult> EndAsync(OperationRun run, OperationOutcome outcome)
    {
        var ids = await log.CompleteAsync(run.Id, outcome, CancellationToken.None);
        return new(run.Id, outcome.State, ids, outcome.Errors) { DeletedProjectId = outcome.DeletedProjectId };
    }

    private static JsonObject? Report(SyncReport report) => JsonSerializer.SerializeToNode(
        new { report.StartedAt, report.EndedAt, report.Read, report.Created, report.Changed, report.Deleted, report.Quarantined },
        JsonSerializerOptions.Web) as JsonObject;
}
