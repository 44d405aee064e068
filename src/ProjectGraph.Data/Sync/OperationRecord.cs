using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Records the steps of an operation, each within one transaction.</summary>
internal sealed class OperationRecord(SqlSession session, string instanceId, DateTimeOffset now)
{
    private const string InsertInput =
        $"INSERT INTO {InternalTables.OperationInputs} (OperationId, InputHash, InputJson, ProjectIds, SenderId) VALUES (@p0, @p1, @p2, '[]', @p3)";
    private const string SelectHash = $"SELECT InputHash FROM {InternalTables.OperationInputs} WHERE OperationId = @p0";
    private const string SelectProjects = $"SELECT ProjectIds FROM {InternalTables.OperationInputs} WHERE OperationId = @p0";
    private const string UpdateProjects = $"UPDATE {InternalTables.OperationInputs} SET ProjectIds = @p1 WHERE OperationId = @p0";

    private const string InsertKey =
        $"INSERT INTO {InternalTables.IdempotencyKeys} (Caller, IdempotencyKey, OperationId) VALUES (@p0, @p1, @p2)";
    private const string DeleteKey = $"DELETE FROM {InternalTables.IdempotencyKeys} WHERE OperationId = @p0";
    private const string SelectAccount = "SELECT Name FROM VendorAccounts WHERE Id = @p0";

    // Keys recorded by versions that did not store callers belong to every caller, as they did then.
    private const string SelectByKey =
        $" WHERE Id IN (SELECT OperationId FROM {InternalTables.IdempotencyKeys} WHERE IdempotencyKey = @p1 AND Caller IN (@p0, '')) ORDER BY Id DESC LIMIT 1";

    private static readonly EntityTable Table = EntityTable.Get<Operation>();

    private readonly ChangeLog _changes = new(session, now.UtcTicks);

    public static string? Errors(IReadOnlyList<OperationError> errors) =>
        errors.Count == 0 ? null : JsonSerializer.Serialize(errors, JsonSerializerOptions.Web);

    public OperationStart Begin(OperationDraft draft)
    {
        if (
            draft.IdempotencyKey is { } key
            && session.ReadEntity<Operation>(SelectByKey, draft.Caller.Owner, key) is { } earlier
            && FindRepetition(earlier, draft) is { } repeated
        )
            return repeated;
        var id = session.Insert(
            Table,
            session.Encode(
                Table,
                new Operation
                {
                    Name = draft.Name,
                    Vendor = draft.Vendor,
                    VendorAccountId = draft.VendorAccountId,
                    ProjectId = draft.ProjectId,
                    DryRun = draft.DryRun,
                    IdempotencyKey = draft.IdempotencyKey,
                    State = OperationState.Planned,
                    StartedAt = now,
                    CallerKind = draft.Caller.Kind,
                    CallerId = draft.Caller.Id,
                    CallerName = draft.Caller.Name,
                }
            )
        );
        if (draft.IdempotencyKey is not null)
            session.Execute(InsertKey, draft.Caller.Owner, draft.IdempotencyKey, id);
        session.Execute(InsertInput, id, draft.InputHash, draft.InputJson, instanceId);
        _changes.Write(Table, id, ChangeKind.Created, "", draft.VendorAccountId ?? 0);
        return new OperationStart.Started(id);
    }

    public bool Send(long id, RecordedRequest request)
    {
        var operation = GetRunning(id);
        if (operation.DryRun)
            throw new InvalidOperationException($"Operation {id} is a dry run and must not be sent.");
        Record(operation, request);
        operation.State = OperationState.Sent;
        Update(operation);
        return true;
    }

    public bool Progress(long id, int? percent)
    {
        var operation = GetRunning(id);
        operation.State = OperationState.Sent;
        operation.Progress = percent;
        Update(operation);
        return true;
    }

    public OperationEnd Complete(long id, OperationOutcome outcome)
    {
        var operation = GetRunning(id);
        if (operation.VendorAccountId is { } vendorAccountId)
            session.LockVendorAccount(vendorAccountId);
        var saved = Save(operation, outcome);
        if (outcome.DeletedProjectId is { } deleted)
            GraphWriter.Delete(session, deleted, now);
        if (outcome.Request is not null)
            Record(operation, outcome.Request);
        operation.State = outcome.State;
        operation.ResponseStatus = outcome.Response?.Status;
        operation.ResponseBody = outcome.Response?.BodyJson;
        operation.ErrorsJson = Errors(outcome.Errors);
        operation.ProjectId ??= outcome.DeletedProjectId ?? (saved.Count == 1 ? saved[0] : null);
        operation.CompletedAt = outcome.State == OperationState.Unknown ? null : now;
        operation.Progress = operation.Progress is null || outcome.State != OperationState.Succeeded ? operation.Progress : 100;
        Update(operation);
        session.Execute(UpdateProjects, id, JsonSerializer.Serialize(saved));
        return new(operation, operation.VendorAccountId is { } account ? (string?)session.ReadScalar(SelectAccount, account) : null, saved);
    }

    /// <returns>Null if the key is free again.</returns>
    private OperationStart? FindRepetition(Operation earlier, OperationDraft draft)
    {
        if ((string)session.ReadScalar(SelectHash, earlier.Id)! != draft.InputHash)
            return new OperationStart.Conflict(earlier.Id);
        if (IsRunning(earlier))
            return new OperationStart.InFlight(earlier.Id);
        if (EndedBeforeSending(earlier))
        {
            earlier.IdempotencyKey = null;
            Update(earlier);
            session.Execute(DeleteKey, earlier.Id);
            return null;
        }
        return new OperationStart.Replay(
            earlier,
            JsonSerializer.Deserialize<List<long>>((string)session.ReadScalar(SelectProjects, earlier.Id)!)!
        );
    }

    private IReadOnlyList<long> Save(Operation operation, OperationOutcome outcome)
    {
        if (outcome.Saved.Count == 0)
            return [];
        var vendorAccountId = operation.VendorAccountId
            ?? throw new InvalidOperationException($"Operation {operation.Id} has no vendor account, so it cannot save projects.");
        return GraphWriter.Save(session, vendorAccountId, outcome.Saved, outcome.WriteOnlyFields, now);
    }

    // UNKNOWN is not final: a later check at the vendor determines the outcome.
    private Operation GetRunning(long id)
    {
        var operation = session.ReadEntity<Operation>(" WHERE Id = @p0" + session.ForUpdate, id)
            ?? throw new StoreException(StoreException.RowDeleted, $"The operation {id} was not found.");
        return IsRunning(operation) || operation.State == OperationState.Unknown
            ? operation
            : throw new InvalidOperationException($"Operation {id} has already ended as {operation.State}.");
    }

    private static bool IsRunning(Operation operation) =>
        operation is { State: OperationState.Sent } or { State: OperationState.Planned, CompletedAt: null };

    // The operation ended before it was sent, and its caller received no result. A repeated request runs it again.
    private static bool EndedBeforeSending(Operation operation) =>
        operation is { State: OperationState.Failed, ErrorsJson: { } errors }
        && JsonSerializer.Deserialize<List<OperationError>>(errors, JsonSerializerOptions.Web)
            is [{ Code: OperationError.Interrupted or OperationError.Cancelled }];

    private static void Record(Operation operation, RecordedRequest request)
    {
        operation.RequestMethod = request.Method;
        operation.RequestUrl = request.Url;
        operation.RequestHeaders = JsonSerializer.Serialize(request.Headers);
        operation.RequestBody = request.BodyJson;
    }

    private void Update(Operation operation)
    {
        session.Execute(Table.Update, session.Encode(Table, operation));
        _changes.Write(Table, operation.Id, ChangeKind.Updated, "", operation.VendorAccountId ?? 0);
    }
}

/// <summary>An operation whose end was recorded.</summary>
/// <param name="VendorAccount">Name of the operation's vendor account; null if it has none.</param>
/// <param name="Saved">The graph's ids of the saved projects, in order.</param>
internal sealed record OperationEnd(Operation Operation, string? VendorAccount, IReadOnlyList<long> Saved);
