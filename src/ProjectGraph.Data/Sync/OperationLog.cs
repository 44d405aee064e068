using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Records every write before it is sent, and its outcome afterwards in the same transaction as its changes to the graph. An
/// operation that is <c>SENT</c> at start-up was interrupted and becomes <c>UNKNOWN</c>. The process log gets one line per
/// recorded end of an operation, except for dry runs.
/// </summary>
public sealed partial class OperationLog(GraphStore store, ILogger<OperationLog>? logger = null)
{
    // Treats the operation like one whose sender has died.
    private const string ReleaseSql =
        $"UPDATE {InternalTables.OperationInputs} SET SenderId = '' WHERE OperationId = @p0 AND SenderId = @p1";
    private const string SelectUnclaimed =
        $"SELECT o.Id, coalesce(n.SenderId, '') FROM Operations AS o JOIN {InternalTables.OperationInputs} AS n ON n.OperationId = o.Id WHERE o.State = @p0 AND NOT EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = n.SenderId)";
    private const string ClaimSql =
        $"UPDATE {InternalTables.OperationInputs} SET SenderId = @p2 WHERE OperationId = @p0 AND coalesce(SenderId, '') = @p1";
    private const string SelectClaimed =
        $" WHERE State = @p0 AND Id IN (SELECT OperationId FROM {InternalTables.OperationInputs} WHERE SenderId = @p1) ORDER BY Id";

    private readonly ConcurrentDictionary<long, bool> _releasedOperations = new();
    private readonly ILogger _logger = logger ?? NullLogger<OperationLog>.Instance;

    /// <summary>
    /// Records an operation as <c>PLANNED</c>. With an idempotency key, the same input returns the earlier operation. Another input
    /// is a conflict, and an operation that is still running is reported as in flight.
    /// </summary>
    public Task<OperationStart> BeginAsync(OperationDraft draft, CancellationToken cancellationToken) =>
        store.WriteAsync(session => CreateRecord(session).Begin(draft), cancellationToken);

    /// <summary>Records the request that is about to be sent. It is committed before the first byte is sent.</summary>
    public Task RecordRequestAsync(long operationId, RecordedRequest request, CancellationToken cancellationToken) =>
        store.WriteAsync(session => CreateRecord(session).Send(operationId, request), cancellationToken);

    /// <summary>Records the outcome and, in the same transaction, its changes to the graph.</summary>
    /// <returns>The graph's ids of the saved projects, in order.</returns>
    public async Task<IReadOnlyList<long>> CompleteAsync(long operationId, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            return await EndAsync(operationId, outcome, cancellationToken);
        }
        catch (StoreException unstorable) when (unstorable.Code == StoreException.UnstorableValue && outcome.Saved.Count > 0)
        {
            // The vendor has performed the operation even if the store cannot hold its response. The next sync reads the project again.
            var withErrors = outcome with { Saved = [], Errors = [.. outcome.Errors, new(unstorable.Code, unstorable.Message)] };
            return await EndAsync(operationId, withErrors, cancellationToken);
        }
    }

    /// <summary>Records the progress of an operation without a vendor request, which counts as sent from then on.</summary>
    /// <param name="percent">Null if the progress cannot be estimated.</param>
    public Task<bool> ProgressAsync(long operationId, int? percent, CancellationToken cancellationToken) =>
        store.WriteAsync(session => CreateRecord(session).Progress(operationId, percent), cancellationToken);

    /// <summary>
    /// Runs work of an operation. If the store becomes unavailable, the outcome cannot be recorded. The operation is then
    /// reconciled together with those of instances that have died.
    /// </summary>
    public async Task<T> RunOrReleaseAsync<T>(long operationId, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception away) when (away is StoreException or DbException)
        {
            Release(operationId);
            throw;
        }
    }

    /// <summary>Releases an operation whose outcome could not be recorded for reconciliation, as if its instance had died.</summary>
    public void Release(long operationId)
    {
        _releasedOperations[operationId] = true;
        store.InstanceLost.Raise();
    }

    /// <summary>
    /// Claims the operations whose response was never received, oldest first, to reconcile them with the vendor. Operations of
    /// other instances that are alive are not claimed.
    /// </summary>
    public async Task<IReadOnlyList<Operation>> ClaimUnknownAsync(CancellationToken cancellationToken)
    {
        var orphans = _releasedOperations.Keys.ToArray();
        var unsettled = await store.WriteAsync<IReadOnlyList<Operation>>(session => ClaimUnknown(session, orphans), cancellationToken);
        foreach (var orphan in orphans)
            _releasedOperations.TryRemove(orphan, out _);
        return unsettled;
    }

    /// <summary>Finds an operation; null if not found within the scope.</summary>
    public async Task<Operation?> FindAsync(long operationId, AccountScope scope, CancellationToken cancellationToken) =>
        await store.ReadAsync(session => session.ReadEntity<Operation>(" WHERE Id = @p0", operationId), cancellationToken) is { } operation
        && scope.Includes(operation.VendorAccountId)
            ? operation
            : null;

    /// <summary>The operation's input as JSON; null if the operation was not found.</summary>
    public Task<string?> FindInputAsync(long operationId, CancellationToken cancellationToken) =>
        store.ReadAsync(
            session => (string?)session.ReadScalar("SELECT InputJson FROM OperationInputs WHERE OperationId = @p0", operationId),
            cancellationToken
        );

    private async Task<IReadOnlyList<long>> EndAsync(long operationId, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        var end = await store.WriteAsync(session => CreateRecord(session).Complete(operationId, outcome), cancellationToken);
        var operation = end.Operation;
        if (!operation.DryRun)
            LogEnd(
                operation.Id,
                operation.Name,
                operation.CallerKind,
                operation.CallerName,
                operation.CallerId,
                operation.Vendor,
                end.VendorAccount,
                operation.State
            );
        return end.Saved;
    }

    [LoggerMessage(
        LogLevel.Information,
        "Operation {OperationId} {Operation} by {CallerKind} {CallerName} (id {CallerId}) at {Vendor}, vendor account {VendorAccount}: {State}"
    )]
    private partial void LogEnd(
        long operationId,
        string operation,
        CallerKind? callerKind,
        string? callerName,
        string? callerId,
        Vendor? vendor,
        string? vendorAccount,
        OperationState state
    );

    private List<Operation> ClaimUnknown(SqlSession session, long[] orphans)
    {
        foreach (var orphan in orphans)
            session.Execute(ReleaseSql, orphan, store.Instance.Id);
        Recovery.Run(session, store.Time.GetUtcNow());
        // Match the sender that was read, because another instance may be claiming the operation at the same time.
        foreach (
            var (id, senderId) in session.ReadList(
                SelectUnclaimed,
                row => (row.GetInt64(0), row.GetString(1)),
                (long)OperationState.Unknown
            )
        )
            session.Execute(ClaimSql, id, senderId, store.Instance.Id);
        var table = EntityTable.Get<Operation>();
        return session.ReadRows(table, SelectClaimed, (long)OperationState.Unknown, store.Instance.Id).ConvertAll(table.Decode<Operation>);
    }

    private OperationRecord CreateRecord(SqlSession session) => new(session, store.Instance.Id, store.Time.GetUtcNow());
}
