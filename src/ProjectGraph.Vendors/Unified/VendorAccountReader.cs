using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Runs the two operations that update the graph and change nothing at the vendor.</summary>
internal sealed partial class VendorAccountReader(
    VendorAccountStore store,
    OperationLog log,
    SyncRunner syncs,
    ProjectLocks locks,
    BackgroundSyncs background,
    ILogger<VendorAccountReader> logger,
    ISyncDisplay? display = null
)
{
    /// <exception cref="VendorReadException">The vendor could not be read.</exception>
    public async Task<OperationResult> RefreshAsync(OperationRun run, CancellationToken cancellationToken)
    {
        if (run.DryRun)
            return await EndAsync(run, OperationOutcomes.WithoutResponse(OperationState.Planned, []));
        await using var lease = await locks.EnterAsync(run.ProjectId, cancellationToken);
        if (await store.FindProjectAsync(run.ProjectId!.Value, AccountScope.Unrestricted, cancellationToken) is not { } known)
            return await EndAsync(
                run,
                OperationOutcomes.WithoutResponse(
                    OperationState.Refused,
                    [new(VendorErrors.NotFound, "The project was not found.", "projectId")]
                )
            );
        var current = await run.Connector.ReadProjectAsync(run.Channel, known.VendorId, known, cancellationToken);
        var done = OperationOutcomes.WithoutResponse(OperationState.Succeeded, []);
        return await EndAsync(
            run,
            current is null
                ? done with
                {
                    DeletedProjectId = known.Id,
                }
                : done with
                {
                    Saved = [current],
                    WriteOnlyFields = run.Connector.WriteOnlyFields,
                }
        );
    }

    /// <param name="isBackground">Whether to return at once. The operation then shows the progress and the result.</param>
    public async Task<OperationResult> SyncAsync(OperationRun run, bool isBackground, CancellationToken cancellationToken)
    {
        if (run.DryRun)
            return await EndAsync(run, OperationOutcomes.WithoutResponse(OperationState.Planned, []));
        await log.ProgressAsync(run.Id, null, cancellationToken);
        if (!isBackground)
            return await SyncToEndAsync(run, cancellationToken);
        background.Start(run, token => SyncToEndAsync(run, token));
        return new(run.Id, OperationState.Sent, [], []);
    }

    /// <summary>Syncs a vendor account outside of an operation.</summary>
    /// <param name="expected">
    /// The last sync that the caller knows. The sync runs only if it is still the last one; null disables the check.
    /// </param>
    public Task<SyncReport> SyncAsync(VendorChannel channel, LastSyncRun? expected, CancellationToken cancellationToken) =>
        SyncAsync(channel, expected, _ => Task.CompletedTask, cancellationToken);

    private async Task<OperationResult> SyncToEndAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var report = await SyncAsync(
            run.Channel,
            expected: null,
            percent => log.ProgressAsync(run.Id, percent, CancellationToken.None),
            cancellationToken
        );
        if (report.Error is null)
            await log.ProgressAsync(run.Id, 100, CancellationToken.None);
        IReadOnlyList<OperationError> errors = report.Error is { } error
            ? [new(report.ErrorCode ?? VendorErrors.VendorUnavailable, error)]
            : [];
        var result = await EndAsync(
            run,
            OperationOutcomes.WithoutResponse(errors.Count == 0 ? OperationState.Succeeded : OperationState.Failed, errors)
        );
        return result with { Extra = CreateReport(report) };
    }

    private async Task<SyncReport> SyncAsync(
        VendorChannel channel,
        LastSyncRun? expected,
        Func<int?, Task> reportPercent,
        CancellationToken cancellationToken
    )
    {
        using var span = VendorTracing.StartSync(channel);
        var known = await store.CountProjectsAsync(channel.VendorAccount.Id, cancellationToken);
        var source = new SchemaDriftDetector(channel.Connector.CreateSync(channel), channel.Connector);
        SyncReport report;
        await using (var follower = new SyncProgressReporter(channel, known, reportPercent, display))
            report = await syncs.RunAsync(channel.VendorAccount.Id, source, follower, believeAll: false, expected, cancellationToken);
        channel.Count(report);
        span?.End(report);
        if (report.Error is null)
            LogSynced(
                channel.VendorAccount.Name,
                report.Read,
                report.Created,
                report.Changed,
                report.Deleted,
                report.Quarantined,
                (report.EndedAt - report.StartedAt).TotalSeconds
            );
        return report;
    }

    [LoggerMessage(
        LogLevel.Information,
        "{VendorAccount} synced: {Read} read, {Created} created, {Changed} changed, {Deleted} deleted, {Quarantined} quarantined, in {Seconds:0.0} s"
    )]
    private partial void LogSynced(string vendorAccount, int read, int created, int changed, int deleted, int quarantined, double seconds);

    private async Task<OperationResult> EndAsync(OperationRun run, OperationOutcome outcome)
    {
        var ids = await log.CompleteAsync(run.Id, outcome, CancellationToken.None);
        return new(run.Id, outcome.State, ids, outcome.Errors) { DeletedProjectId = outcome.DeletedProjectId };
    }

    private static JsonObject? CreateReport(SyncReport report) =>
        JsonSerializer.SerializeToNode(
            new
            {
                report.StartedAt,
                report.EndedAt,
                report.Read,
                report.Created,
                report.Changed,
                report.Deleted,
                report.Quarantined,
            },
            JsonSerializerOptions.Web
        ) as JsonObject;
}
