using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>Recovers the unfinished work of processes that have ended. It does not touch the work of instances that are alive.</summary>
internal static class Recovery
{
    private static readonly OperationError NotSentError = new(
        OperationError.Interrupted,
        "The service stopped before it sent the request. The vendor changed nothing."
    );

    private const string IsOrphaned =
        $"NOT EXISTS (SELECT 1 FROM {InternalTables.OperationInputs} AS o JOIN {InternalTables.Instances} AS i ON i.Id = o.SenderId WHERE o.OperationId = Operations.Id)";

    private static readonly string SelectAbandonedRuns = FormatSql(
        $"SELECT Id, coalesce(InstanceId, '') FROM SyncRuns WHERE State = {SyncState.Running:D} AND NOT EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = SyncRuns.InstanceId)"
    );

    private static readonly string InterruptRun = FormatSql(
        $"UPDATE SyncRuns SET State = {SyncState.Interrupted:D} WHERE Id = @p0 AND State = {SyncState.Running:D} AND coalesce(InstanceId, '') = @p1"
    );

    private static readonly string SelectOrphanedOperations =
        FormatSql(
            $"SELECT Id, coalesce(VendorAccountId, 0) FROM Operations WHERE (State = {OperationState.Sent:D} OR State = {OperationState.Planned:D} AND CompletedAt IS NULL AND RequestMethod IS NULL) AND "
        ) + IsOrphaned;

    // The request was sent and the vendor's response is lost: the vendor may have done it or not.
    private static readonly string SelectUnknownOutcomes =
        FormatSql($"SELECT Id FROM Operations WHERE State = {OperationState.Sent:D} AND RequestMethod IS NOT NULL AND ") + IsOrphaned;

    private static readonly string MarkUnknown = FormatSql(
        $"UPDATE Operations SET State = {OperationState.Unknown:D}, ErrorsJson = @p1 WHERE Id = @p0 AND State = {OperationState.Sent:D}"
    );

    public static bool Run(SqlSession session, DateTimeOffset now)
    {
        var changes = new ChangeLog(session, now.UtcTicks);
        foreach (var (id, vendorAccountId) in session.ReadList(SelectOrphanedOperations, row => (row.GetInt64(0), row.GetInt64(1))))
            changes.Write(EntityTable.Get<Operation>(), id, ChangeKind.Updated, "", vendorAccountId);
        foreach (var id in session.ReadList(SelectUnknownOutcomes, row => row.GetInt64(0)))
            session.Execute(
                MarkUnknown,
                id,
                OperationRecord.Errors([
                    OperationError.CreateUnknownOutcome(id, "The service stopped before it recorded the vendor's response."),
                ])
            );
        session.Execute(
            FormatSql(
                $"UPDATE Operations SET State = {OperationState.Failed:D}, CompletedAt = @p0, ErrorsJson = @p1 WHERE (State = {OperationState.Planned:D} AND CompletedAt IS NULL OR State = {OperationState.Sent:D}) AND RequestMethod IS NULL AND "
            ) + IsOrphaned,
            now.UtcTicks,
            OperationRecord.Errors([NotSentError])
        );
        // The update checks that the run is unchanged: another instance may have resumed it already.
        foreach (var (id, instanceId) in session.ReadList(SelectAbandonedRuns, row => (row.GetInt64(0), row.GetString(1))))
            session.Execute(InterruptRun, id, instanceId);
        // An interrupted sync has no result, so the vendor account returns to its previous status.
        session.Execute(
            FormatSql(
                $"UPDATE VendorAccounts SET Status = CASE WHEN LastSyncedAt IS NULL THEN {VendorAccountStatus.Pending:D} ELSE {VendorAccountStatus.Ok:D} END WHERE Status = {VendorAccountStatus.Syncing:D} AND NOT EXISTS (SELECT 1 FROM SyncRuns AS r WHERE r.VendorAccountId = VendorAccounts.Id AND r.State = {SyncState.Running:D})"
            )
        );
        return true;
    }

    private static string FormatSql(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
