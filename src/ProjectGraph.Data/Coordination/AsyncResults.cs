using System.Data.Common;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Coordination;

/// <summary>The results of async requests. Clients can fetch them from any instance until they expire.</summary>
public sealed class AsyncResults
{
    private const string IsAlive = $"EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = AsyncResults.InstanceId)";
    private const string DeleteExpired =
        $"DELETE FROM {SharedTables.AsyncResults} WHERE ExpiresAt < @p0 AND (Status IS NOT NULL OR NOT {IsAlive})";
    private const string CountAll = $"SELECT count(*) FROM {SharedTables.AsyncResults}";
    private const string CountOfCaller = $"SELECT count(*) FROM {SharedTables.AsyncResults} WHERE Caller = @p0";
    private const string Insert =
        $"INSERT INTO {SharedTables.AsyncResults} (Id, Caller, InstanceId, ExpiresAt) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (Id) DO NOTHING";
    private const string Finish =
        $"UPDATE {SharedTables.AsyncResults} SET Status = @p1, Headers = @p2, Body = @p3, ExpiresAt = @p4 WHERE Id = @p0";
    private const string Select =
        $"SELECT Status, Headers, Body, CASE WHEN {IsAlive} THEN 1 ELSE 0 END FROM {SharedTables.AsyncResults} WHERE Id = @p0 AND Caller = @p1 AND (ExpiresAt >= @p2 OR Status IS NULL)";
    private const string Exists = $"SELECT 1 FROM {SharedTables.AsyncResults} WHERE Id = @p0";
    private const string Delete = $"DELETE FROM {SharedTables.AsyncResults} WHERE Id = @p0 AND Caller = @p1";

    // Limits the checks when commits follow each other quickly.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly GraphStore _store;
    private readonly ICommitNotifier _commits;

    internal AsyncResults(GraphStore store, ICommitNotifier commits) => (_store, _commits) = (store, commits);

    /// <summary>Records that this instance works on an async request.</summary>
    /// <param name="limit">The largest number of results of all callers. Instances that begin together may slightly exceed it.</param>
    /// <param name="retention">The shortest time for which the request is known.</param>
    /// <returns>False if a limit is reached.</returns>
    public Task<bool> BeginAsync(
        string id,
        string caller,
        int limit,
        int limitOfCaller,
        TimeSpan retention,
        CancellationToken cancellationToken
    ) =>
        _store.CoordinateAsync(
            session =>
            {
                var now = session.Now(_store.Time);
                session.Execute(DeleteExpired, now.UtcTicks);
                if (session.ReadLong(CountAll) >= limit || session.ReadLong(CountOfCaller, caller) >= limitOfCaller)
                    return false;
                session.Execute(Insert, id, caller, _store.Instance.Id, (now + retention).UtcTicks);
                return true;
            },
            cancellationToken
        );

    /// <summary>Stores a finished result, unless the request was removed meanwhile.</summary>
    public Task EndAsync(string id, int status, string headers, byte[] body, TimeSpan retention, CancellationToken cancellationToken) =>
        _store.CoordinateAsync(
            session => session.Execute(Finish, id, (long)status, headers, body, (session.Now(_store.Time) + retention).UtcTicks),
            cancellationToken
        );

    /// <summary>Finds a result of the caller. Null if it does not exist.</summary>
    public Task<AsyncResult?> FindAsync(string id, string caller, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            session => session.ReadList(Select, ReadResult, id, caller, session.Now(_store.Time).UtcTicks).FirstOrDefault(),
            cancellationToken
        );

    /// <summary>Removes a result. The instance that works on it is notified.</summary>
    public Task<bool> RemoveAsync(string id, string caller, CancellationToken cancellationToken) =>
        _store.WriteAsync(session => session.Execute(Delete, id, caller) > 0, cancellationToken);

    /// <summary>Completes when the result is removed.</summary>
    public async Task WaitForRemovalAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var commit = _commits.NextCommit;
            if (!await ExistsAsync(id, cancellationToken))
                return;
            await commit.WaitAsync(cancellationToken);
            await Task.Delay(CheckInterval, _store.Time, cancellationToken);
        }
    }

    private async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.ReadAsync(session => session.Exists(Exists, id), cancellationToken);
        }
        catch (Exception lost) when (lost is StoreException or DbException)
        {
            // The store is not available, so the work continues.
            return true;
        }
    }

    private static AsyncResult ReadResult(DbDataReader row)
    {
        int? status = row.IsDBNull(0) ? null : (int)row.GetInt64(0);
        return new(
            status,
            status is null ? "" : row.GetString(1),
            status is null ? [] : row.GetFieldValue<byte[]>(2),
            status is null && row.GetInt32(3) == 0
        );
    }
}
