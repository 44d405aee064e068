using System.Data.Common;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Coordination;

/// <summary>Answers that are made without anybody waiting, and kept until they are fetched at any instance or forgotten.</summary>
public sealed class KeptAnswers
{
    private const string IsAlive = $"EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = LaterAnswers.InstanceId)";
    private const string Forget = $"DELETE FROM {SharedTables.LaterAnswers} WHERE ExpiresAt < @p0 AND (Status IS NOT NULL OR NOT {IsAlive})";
    private const string CountAll = $"SELECT count(*) FROM {SharedTables.LaterAnswers}";
    private const string CountOfCaller = $"SELECT count(*) FROM {SharedTables.LaterAnswers} WHERE Caller = @p0";
    private const string Insert = $"INSERT INTO {SharedTables.LaterAnswers} (Id, Caller, InstanceId, ExpiresAt) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (Id) DO NOTHING";
    private const string Finish = $"UPDATE {SharedTables.LaterAnswers} SET Status = @p1, Headers = @p2, Body = @p3, ExpiresAt = @p4 WHERE Id = @p0";
    private const string Select =
        $"SELECT Status, Headers, Body, CASE WHEN {IsAlive} THEN 1 ELSE 0 END FROM {SharedTables.LaterAnswers} WHERE Id = @p0 AND Caller = @p1 AND (ExpiresAt >= @p2 OR Status IS NULL)";
    private const string Exists = $"SELECT 1 FROM {SharedTables.LaterAnswers} WHERE Id = @p0";
    private const string Delete = $"DELETE FROM {SharedTables.LaterAnswers} WHERE Id = @p0 AND Caller = @p1";

    // Commits can follow each other quickly; a cancellation is heard of soon enough.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly GraphStore store;
    private readonly ICommitSignal commits;

    internal KeptAnswers(GraphStore store, ICommitSignal commits) => (this.store, this.commits) = (store, commits);

    /// <summary>Says that this instance works on an answer.</summary>
    /// <param name="most">How many there may be, of all callers. Instances that begin at the same moment may go a little beyond.</param>
    /// <param name="kept">How long it is known at least.</param>
    /// <returns>False where there are as many as there may be.</returns>
    public Task<bool> BeginAsync(string id, string caller, int most, int mostOfCaller, TimeSpan kept, CancellationToken cancellation) => store.CoordinateAsync(
        session =>
        {
            var now = session.Now(store.Time);
            session.Execute(Forget, now.UtcTicks);
            if (session.Count(CountAll) >= most || session.Count(CountOfCaller, caller) >= mostOfCaller) return false;
            session.Execute(Insert, id, caller, store.Instance.Id, (now + kept).UtcTicks);
            return true;
        },
        cancellation);

    /// <summary>Keeps a finished answer. One that was removed meanwhile stays so.</summary>
    public Task EndAsync(string id, int status, string headers, byte[] body, TimeSpan kept, CancellationToken cancellation) => store.CoordinateAsync(
        session => session.Execute(Finish, id, (long)status, headers, body, (session.Now(store.Time) + kept).UtcTicks), cancellation);

    /// <summary>Null where there is no such answer of this caller.</summary>
    public Task<KeptAnswer?> FindAsync(string id, string caller, CancellationToken cancellation) => store.ReadAsync(
        session => session.List(Select, From, id, caller, session.Now(store.Time).UtcTicks).FirstOrDefault(), cancellation);

    /// <summary>Forgets an answer; who works on it, at whichever instance, hears of it.</summary>
    public Task<bool> RemoveAsync(string id, string caller, CancellationToken cancellation) =>
        store.WriteAsync(session => session.Execute(Delete, id, caller) > 0, cancellation);

    /// <summary>Ends when the answer is removed.</summary>
    public async Task WhenRemovedAsync(string id, CancellationToken cancellation)
    {
        while (true)
        {
            var commit = commits.Next;
            if (!await IsThereAsync(id, cancellation)) return;
            await commit.WaitAsync(cancellation);
            await Task.Delay(BetweenLooks, store.Time, cancellation);
        }
    }

    private async Task<bool> IsThereAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadAsync(session => session.Holds(Exists, id), cancellation);
        }
        catch (Exception lost) when (lost is StoreException or DbException)
        {
            // It can't be told: it is worked on until it can.
            return true;
        }
    }

    private static KeptAnswer From(DbDataReader row)
    {
        int? status = row.IsDBNull(0) ? null : (int)row.GetInt64(0);
        return new(status, status is null ? "" : row.GetString(1), status is null ? [] : row.GetFieldValue<byte[]>(2), status is null && row.GetInt32(3) == 0);
    }
}
