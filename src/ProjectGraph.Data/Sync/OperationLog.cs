using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Every write is recorded before it is sent and settled afterwards; what it changed in the graph lands in the same
/// transaction as its outcome. An operation found <c>SENT</c> at a start was cut off: it becomes <c>UNKNOWN</c>.
/// Each recorded end of an operation that is not a dry run is also one line of the process's log.
/// </summary>
public sealed partial class OperationLog(GraphStore store, ILogger<OperationLog>? logger = null)
{
    // As if its sender were dead, which for this operation it is.
    private const string Orphan = $"UPDATE {InternalTables.OperationInputs} SET SenderId = '' WHERE OperationId = @p0 AND SenderId = @p1";
    private const string LeftBehind =
        $"SELECT o.Id, coalesce(n.SenderId, '') FROM Operations AS o JOIN {InternalTables.OperationInputs} AS n ON n.OperationId = o.Id WHERE o.State = @p0 AND NOT EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = n.SenderId)";
    private const string Claim = $"UPDATE {InternalTables.OperationInputs} SET SenderId = @p2 WHERE OperationId = @p0 AND coalesce(SenderId, '') = @p1";
    private const string Claimed =
        $" WHERE State = @p0 AND Id IN (SELECT OperationId FROM {InternalTables.OperationInputs} WHERE SenderId = @p1) ORDER BY Id";

    private readonly ConcurrentDictionary<long, bool> givenUp = new();
    private readonly ILogger logger = logger ?? NullLogger<OperationLog>.Instance;

    /// <summary>
    /// Records an operation as <c>PLANNED</c>. With an idempotency key: the same key and input gives back the earlier one,
    /// another input is a conflict, and one that is still running is told so.
    /// </summary>
    public Task<OperationStart> BeginAsync(OperationDraft draft, CancellationToken cancellation) =>
        store.WriteAsync(session => Record(session).Begin(draft), cancellation);

    /// <summary>Records what is about to go out; committed before the first byte does.</summary>
    public Task SendingAsync(long operationId, RecordedRequest request, CancellationToken cancellation) =>
        store.WriteAsync(session => Record(session).Send(operationId, request), cancellation);

    /// <summary>Records the end, and in the same transaction what it means for the graph.</summary>
    /// <returns>The graph's ids of the saved projects, in order.</returns>
    public async Task<IReadOnlyList<long>> CompleteAsync(long operationId, OperationOutcome outcome, CancellationToken cancellation)
    {
        try
        {
            return await EndAsync(operationId, outcome, cancellation);
        }
        catch (StoreException unstorable) when (unstorable.Code == StoreException.UnstorableValue && outcome.Saved.Count > 0)
        {
            // The vendor has done it, whatever the store makes of its answer: the next sync tries the project again.
            var told = outcome with { Saved = [], Errors = [.. outcome.Errors, new(unstorable.Code, unstorable.Message)] };
            return await EndAsync(operationId, told, cancellation);
        }
    }

    /// <summary>Records how far an operation without a request of its own has come; it counts as sent from then on.</summary>
    /// <param name="percent">Null where it can't be told.</param>
    public Task<bool> ProgressAsync(long operationId, int? percent, CancellationToken cancellation) =>
        store.WriteAsync(session => Record(session).Progress(operationId, percent), cancellation);

    /// <summary>
    /// Works on an operation. Where that ends because the store is away, nothing could be recorded and nobody goes on: it is then
    /// settled with those that the dead left behind.
    /// </summary>
    public async Task<T> OrGiveUpAsync<T>(long operationId, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception away) when (away is StoreException or DbException)
        {
            GiveUp(operationId);
            throw;
        }
    }

    /// <summary>Leaves an operation whose end could not be recorded to be settled with those that the dead left behind.</summary>
    public void GiveUp(long operationId)
    {
        givenUp[operationId] = true;
        store.Departures.Raise();
    }

    /// <summary>
    /// Operations whose answer never came, oldest first, for settling by a look at the vendor. They are this process's from
    /// now on; those of another one that lives are left to it.
    /// </summary>
    public async Task<IReadOnlyList<Operation>> UnsettledAsync(CancellationToken cancellation)
    {
        var orphans = givenUp.Keys.ToArray();
        var unsettled = await store.WriteAsync<IReadOnlyList<Operation>>(session => Unsettled(session, orphans), cancellation);
        foreach (var orphan in orphans) givenUp.TryRemove(orphan, out _);
        return unsettled;
    }

    /// <summary>The operation as recorded; null where there is none within the scope.</summary>
    public async Task<Operation?> FindAsync(long operationId, AccountScope scope, CancellationToken cancellation) =>
        await store.ReadAsync(session => session.Entity<Operation>(" WHERE Id = @p0", operationId), cancellation) is { } operation && scope.Includes(operation.ConnectionId) ? operation : null;

    /// <summary>The input that the operation was asked for with, as JSON; null where there is no such operation.</summary>
    public Task<string?> FindInputAsync(long operationId, CancellationToken cancellation) =>
        store.ReadAsync(session => (string?)session.Scalar("SELECT InputJson FROM OperationInputs WHERE OperationId = @p0", operationId), cancellation);

    private async Task<IReadOnlyList<long>> EndAsync(long operationId, OperationOutcome outcome, CancellationToken cancellation)
    {
        var end = await store.WriteAsync(session => Record(session).Complete(operationId, outcome), cancellation);
        var operation = end.Operation;
        if (!operation.DryRun)
            LogEnd(operation.Id, operation.Name, operation.CallerKind, operation.CallerName, operation.CallerId, operation.Vendor, end.VendorAccount, operation.State);
        return end.Saved;
    }

    [LoggerMessage(LogLevel.Information, "Operation {OperationId} {Operation} by {CallerKind} {CallerName} (id {CallerId}) at {Vendor}, vendor account {VendorAccount}: {State}")]
    private partial void LogEnd(
        long operationId, string operation, CallerKind? callerKind, string? callerName, string? callerId, Vendor? vendor, string? vendorAccount, OperationState state);

    private List<Operation> Unsettled(SqlSession session, long[] orphans)
    {
        foreach (var orphan in orphans) session.Execute(Orphan, orphan, store.Instance.Id);
        Recovery.Run(session, store.Time.GetUtcNow());
        // Each as it was found: another instance may be claiming it just now.
        foreach (var (id, senderId) in session.List(LeftBehind, row => (row.GetInt64(0), row.GetString(1)), (long)OperationState.Unknown))
            session.Execute(Claim, id, senderId, store.Instance.Id);
        var table = EntityTable.Of<Operation>();
        return session.Rows(table, Claimed, (long)OperationState.Unknown, store.Instance.Id).ConvertAll(table.Decode<Operation>);
    }

    private OperationRecord Record(SqlSession session) => new(session, store.Instance.Id, store.Time.GetUtcNow());
}
