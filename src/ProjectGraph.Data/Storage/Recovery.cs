using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>Settles what processes left undone when they ended. What a living one has under way is left to it.</summary>
internal static class Recovery
{
    private static readonly OperationError NeverSent = new(OperationError.Interrupted, "The service stopped before the request was sent: nothing happened at the vendor.");

    private const string Orphaned =
        $"NOT EXISTS (SELECT 1 FROM {InternalTables.OperationInputs} AS o JOIN {InternalTables.Instances} AS i ON i.Id = o.SenderId WHERE o.OperationId = Operations.Id)";

    private static readonly string Abandoned = Sql(
        $"SELECT Id, coalesce(InstanceId, '') FROM SyncRuns WHERE State = {SyncState.Running:D} AND NOT EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = SyncRuns.InstanceId)");

    private static readonly string Interrupt = Sql($"UPDATE SyncRuns SET State = {SyncState.Interrupted:D} WHERE Id = @p0 AND State = {SyncState.Running:D} AND coalesce(InstanceId, '') = @p1");

    private static readonly string Left = Sql(
        $"SELECT Id, coalesce(ConnectionId, 0) FROM Operations WHERE (State = {OperationState.Sent:D} OR State = {OperationState.Planned:D} AND CompletedAt IS NULL AND RequestMethod IS NULL) AND ") + Orphaned;

    // A request went out and its answer is lost: the vendor may or may not have done it.
    private static readonly string InDoubt = Sql($"SELECT Id FROM Operations WHERE State = {OperationState.Sent:D} AND RequestMethod IS NOT NULL AND ") + Orphaned;

    private static readonly string Doubt = Sql($"UPDATE Operations SET State = {OperationState.Unknown:D}, ErrorsJson = @p1 WHERE Id = @p0 AND State = {OperationState.Sent:D}");

    public static bool Run(SqlSession session, DateTimeOffset now)
    {
        var changes = new ChangeLog(session, now.UtcTicks);
        foreach (var (id, connectionId) in session.List(Left, row => (row.GetInt64(0), row.GetInt64(1))))
            changes.Write(EntityTable.Of<Operation>(), id, ChangeKind.Updated, "", connectionId);
        foreach (var id in session.List(InDoubt, row => row.GetInt64(0)))
            session.Execute(Doubt, id, OperationRecord.Errors([OperationError.OfUnknownOutcome(id, "The service stopped before the vendor's answer was recorded.")]));
        session.Execute(
            Sql($"UPDATE Operations SET State = {OperationState.Failed:D}, CompletedAt = @p0, ErrorsJson = @p1 WHERE (State = {OperationState.Planned:D} AND CompletedAt IS NULL OR State = {OperationState.Sent:D}) AND RequestMethod IS NULL AND ") + Orphaned,
            now.UtcTicks, OperationRecord.Errors([NeverSent]));
        // Each as it was found: somebody may be going on with it already.
        foreach (var (id, instanceId) in session.List(Abandoned, row => (row.GetInt64(0), row.GetString(1)))) session.Execute(Interrupt, id, instanceId);
        // A sync that was cut off has no result of its own: the connection is what it was before.
        session.Execute(Sql(
            $"UPDATE Connections SET Status = CASE WHEN LastSyncedAt IS NULL THEN {ConnectionStatus.Pending:D} ELSE {ConnectionStatus.Ok:D} END WHERE Status = {ConnectionStatus.Syncing:D} AND NOT EXISTS (SELECT 1 FROM SyncRuns AS r WHERE r.ConnectionId = Connections.Id AND r.State = {SyncState.Running:D})"));
        return true;
    }

    private static string Sql(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
