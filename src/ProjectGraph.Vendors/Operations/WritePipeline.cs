using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// Runs a write: it is checked, built, recorded and sent once, then its response is read and recorded. It can be cancelled until
/// it is recorded. From then on it runs to its end, even if no caller waits.
/// </summary>
internal sealed class WritePipeline(
    VendorAccountStore store,
    OperationLog log,
    ProjectLocks locks,
    WriteReconciler settler,
    WriteSender sender
)
{
    /// <summary>The longest wait for the rate budget. Beyond it, the call fails and the caller can retry later.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task<OperationResult> RunAsync(
        OperationRun run,
        Func<Project?, CancellationToken, Task<PreparedWrite>> prepare,
        CancellationToken cancellationToken
    )
    {
        await using var lease = await locks.EnterAsync(run.ProjectId, cancellationToken);
        // The caller's scope was checked when the run's target was found.
        var project = run.ProjectId is { } id ? await store.FindProjectAsync(id, AccountScope.Unrestricted, cancellationToken) : null;
        if (run.ProjectId is not null && project is null)
            return await RefuseAsync(run, [ProjectNotFound]);
        if (project is not null && run.Precondition?.Invoke(project) is { } objection)
            return await RefuseAsync(run, [objection]);
        var prepared = await prepare(project, cancellationToken);
        if (prepared.Operation is not { } operation)
            return await RefuseAsync(run, prepared.Errors);
        if (operation.NeedsCurrentProject && !run.DryRun && project is not null)
        {
            project = await ReadCurrentAsync(run, project, cancellationToken);
            if (project is null)
                return await RefuseAsync(run, [ProjectDeletedAtVendor(run)]);
        }
        var input = operation.ApplyDefaults(prepared.Input!, run.Channel.Settings);
        var errors = operation.Check(input, project).ToList();
        if (errors.Count > 0)
            return await RefuseAsync(run, errors);
        var request = operation.Build(input, operation.TakesProject ? project : null);
        var result = run.DryRun ? await PlanAsync(run, request) : await SendAsync(run, operation, request, project, cancellationToken);
        return result with { Losses = prepared.Losses };
    }

    public async Task<OperationResult> RefuseAsync(OperationRun run, IReadOnlyList<OperationError> errors)
    {
        errors = run.WithCallersFieldNames(errors);
        await log.CompleteAsync(run.Id, OperationOutcomes.WithoutResponse(OperationState.Refused, errors), CancellationToken.None);
        return new(run.Id, OperationState.Refused, [], errors);
    }

    private static OperationError ProjectNotFound { get; } = new(VendorErrors.NotFound, "The project was not found.", "projectId");

    private static OperationError ProjectDeletedAtVendor(OperationRun run) =>
        new(
            VendorErrors.VendorNotFound,
            $"The project is deleted at {run.Connector.Name}. Use refreshProject to remove it from the graph.",
            "projectId"
        );

    private static async Task<Project?> ReadCurrentAsync(OperationRun run, Project known, CancellationToken cancellationToken)
    {
        var current = await run.Connector.ReadProjectAsync(run.Channel, known.VendorId, known, cancellationToken);
        if (current is not null)
            (current.Id, current.VendorAccountId) = (known.Id, known.VendorAccountId);
        return current;
    }

    private async Task<OperationResult> PlanAsync(OperationRun run, VendorRequest request)
    {
        var outcome = OperationOutcomes.WithoutResponse(OperationState.Planned, []) with { Request = run.Channel.Record(request) };
        await log.CompleteAsync(run.Id, outcome, CancellationToken.None);
        return new(run.Id, OperationState.Planned, [], []);
    }

    private async Task<OperationResult> SendAsync(
        OperationRun run,
        VendorOperation operation,
        VendorRequest request,
        Project? project,
        CancellationToken cancellationToken
    )
    {
        await run.Channel.Budget.TakeAsync(LongestWait, cancellationToken);
        await log.RecordRequestAsync(run.Id, run.Channel.Record(request), cancellationToken);
        if (!run.SendState.TryMarkSent(run.Id))
            throw new OperationCanceledException(cancellationToken);
        var context = new OperationContext(run.Channel, request, project, run.Channel.Time.GetUtcNow(), (ids, token) =>
            settler.FindKnownIdsAsync(run.Channel, ids, token)
        );
        var end = await sender.SendAsync(operation, context);
        var errors = run.WithCallersFieldNames(end.Errors);
        if (end.State == OperationState.Unknown)
            errors = [.. errors.Select(error => error.WithAdvice(run.Id))];
        // The report is read before the end is recorded: a response that can't be reported was not understood.
        var report = end.Response?.TryJson() is { } response ? operation.ReadReport(response) : null;
        var deleted = end.Effect is { Deleted: true } ? run.ProjectId : null;
        var outcome = OperationOutcomes.FromWrite(end, errors, run.Connector, deleted);
        var ids = await log.CompleteAsync(run.Id, outcome, CancellationToken.None);
        var touched = ids.Count == 0 && end.State == OperationState.Succeeded && deleted is null && run.ProjectId is { } own ? [own] : ids;
        return run.SendState.Complete(new(run.Id, end.State, touched, errors) { Extra = report, DeletedProjectId = deleted });
    }
}
