using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>Settles what a process left undone when it ended: only one process at a time may own the operations of a store.</summary>
internal static class Recovery
{
    private static readonly OperationError NeverSent = new(OperationError.Interrupted, "The service stopped before the request was sent: nothing happened at the vendor.");

    public static void Run(SqlSession session, DateTimeOffset now) => session.Write(_ => Settle(session, now));

    private static bool Settle(SqlSession session, DateTimeOffset now)
    {
        session.Execute(
            Sql($"INSERT INTO {InternalTables.Changes} (Entity, EntityId, Kind, VendorId, ConnectionId, At) SELECT '{nameof(Operation)}', Id, {ChangeKind.Updated:D}, '', coalesce(ConnectionId, 0), @p0 FROM Operations WHERE State = {OperationState.Sent:D} OR (State = {OperationState.Planned:D} AND CompletedAt IS NULL)"),
            now.UtcTicks);
        // Sent, and the answer is lost: the vendor may or may not have done it.
        session.Execute(Sql($"UPDATE Operations SET State = {OperationState.Unknown:D} WHERE State = {OperationState.Sent:D}"));
        session.Execute(
            Sql($"UPDATE Operations SET State = {OperationState.Failed:D}, CompletedAt = @p0, ErrorsJson = @p1 WHERE State = {OperationState.Planned:D} AND CompletedAt IS NULL"),
            now.UtcTicks, OperationRecord.Errors([NeverSent]));
        // A sync that was cut off has no result of its own: the connection is what it was before.
        session.Execute(Sql(
            $"UPDATE Connections SET Status = CASE WHEN LastSyncedAt IS NULL THEN {ConnectionStatus.Pending:D} ELSE {ConnectionStatus.Ok:D} END WHERE Status = {ConnectionStatus.Syncing:D}"));
        return true;
    }

    private static string Sql(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
