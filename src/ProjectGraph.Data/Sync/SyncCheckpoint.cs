using System.Data.Common;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>A sync run as stored in its row, which is also the checkpoint for resuming it.</summary>
internal sealed record SyncCheckpoint(
    long Id, long ConnectionId, long StartedAt, long? EndedAt, string? Cursor, long Pages,
    int Read, int Created, int Changed, int Deleted, int Quarantined, string? Error, string? ErrorCode, SyncState State, int Errors)
{
    private const string Columns = "Id, ConnectionId, StartedAt, EndedAt, Cursor, Pages, Read, Created, Changed, Deleted, Quarantined, Error, ErrorCode, State, Errors";
    private const string Latest = $"SELECT {Columns} FROM SyncRuns WHERE ConnectionId = @p0 ORDER BY Id DESC LIMIT 1";
    private const string Insert = "INSERT INTO SyncRuns (ConnectionId, StartedAt, Pages, Read, Created, Changed, Deleted, Quarantined, Errors, State, InstanceId) VALUES (@p0, @p1, 0, 0, 0, 0, 0, 0, 0, @p2, @p3) RETURNING Id";
    private const string Update =
        "UPDATE SyncRuns SET EndedAt = @p1, Cursor = @p2, Pages = @p3, Read = @p4, Created = @p5, Changed = @p6, Deleted = @p7, Quarantined = @p8, Error = @p9, ErrorCode = @p10, State = @p11, Errors = @p12 WHERE Id = @p0";
    private const string Forget =
        "DELETE FROM SyncRuns WHERE ConnectionId = @p0 AND Id NOT IN (SELECT Id FROM SyncRuns WHERE ConnectionId = @p0 ORDER BY Id DESC LIMIT @p1)";
    private const string GiveUp = "UPDATE SyncRuns SET EndedAt = @p1 WHERE ConnectionId = @p0 AND EndedAt IS NULL";
    private const string Own = "UPDATE SyncRuns SET InstanceId = @p1 WHERE Id = @p0";
    private const string ElsewhereRun =
        $"SELECT 1 FROM SyncRuns AS r JOIN {InternalTables.Instances} AS i ON i.Id = r.InstanceId WHERE r.ConnectionId = @p0 AND r.State = @p1 AND r.InstanceId <> @p2";
    private const string Owned = "SELECT 1 FROM SyncRuns WHERE Id = @p0 AND InstanceId = @p1 AND EndedAt IS NULL";
    private const string LivingOwner =
        $"SELECT i.Id FROM {InternalTables.Instances} AS i WHERE i.Id = (SELECT InstanceId FROM SyncRuns WHERE ConnectionId = @p0 ORDER BY Id DESC LIMIT 1)";
    private const string CountFailures =
        "SELECT CAST(coalesce(sum(Errors), 0) AS bigint) FROM SyncRuns WHERE ConnectionId = @p0 AND Id > coalesce((SELECT max(Id) FROM SyncRuns WHERE ConnectionId = @p0 AND State = @p1), 0)";
    private const string SetStatus = "UPDATE Connections SET Status = @p1, LastError = @p2 WHERE Id = @p0";
    private const string SetInterrupted = "UPDATE Connections SET Status = CASE WHEN LastSyncedAt IS NULL THEN @p1 ELSE @p2 END WHERE Id = @p0";

    private const int RunsKept = 1000;
    private const int LongestError = 2000;

    // After this time, the vendor's cursor may be invalid and the seen records outdated.
    private static readonly TimeSpan Resumable = TimeSpan.FromHours(24);

    /// <summary>Starts a run, or resumes the last one after an interruption.</summary>
    /// <param name="instanceId">The process that runs the sync.</param>
    /// <param name="expected">The expected last run; null accepts any.</param>
    /// <returns>Null if another live process is syncing the vendor account, or has done so since.</returns>
    public static SyncCheckpoint? Start(SqlSession session, long connectionId, string instanceId, LastSync? expected, DateTimeOffset now)
    {
        session.LockConnection(connectionId);
        if (expected is not null && Newest(session, connectionId)?.Standing() != expected.Standing) return null;
        if (session.Scalar(ElsewhereRun, connectionId, (long)SyncState.Running, instanceId) is not null) return null;
        if (session.Execute(SetStatus, connectionId, (long)ConnectionStatus.Syncing, null) == 0)
            throw new StoreException(StoreException.Missing, $"The vendor account {connectionId} was not found.");
        var last = Newest(session, connectionId);
        return last is not null && last.CanResume(now)
            ? Resume(session, last, instanceId)
            : StartAnew(session, connectionId, instanceId, now);
    }

    /// <summary>The most recently started run; null before the first.</summary>
    public static SyncCheckpoint? Newest(SqlSession session, long connectionId) => session.List(Latest, From, connectionId).FirstOrDefault();

    /// <summary>The vendor account's last run, for deciding whether to start the next one.</summary>
    public static LastSync Last(SqlSession session, long connectionId, string instanceId) => new(
        Newest(session, connectionId)?.Standing(), (int)session.Count(CountFailures, connectionId, (long)SyncState.Succeeded), OwnerOf(session, connectionId, instanceId));

    /// <summary>Prevents other processes from resuming the run, or starting another one, until the transaction ends.</summary>
    /// <exception cref="SyncTakenOverException">Another process presumed this one dead and has taken over the run.</exception>
    public void Hold(SqlSession session, string instanceId)
    {
        session.LockConnection(ConnectionId);
        if (!session.Holds(Owned, Id, instanceId)) throw new SyncTakenOverException();
    }

    public void Save(SqlSession session) =>
        session.Execute(Update, Id, EndedAt, Cursor, Pages, Read, Created, Changed, Deleted, Quarantined, Error, ErrorCode, (long)State, Errors);

    public SyncCheckpoint Fail(SqlSession session, DateTimeOffset now, string code, string error)
    {
        var message = error.Length > LongestError ? error[..LongestError] : error;
        var failed = this with { EndedAt = now.UtcTicks, Error = message, ErrorCode = code, State = SyncState.Failed, Errors = Errors + 1 };
        failed.Save(session);
        session.Execute(SetStatus, ConnectionId, (long)ConnectionStatus.Failed, message);
        return failed;
    }

    /// <summary>Leaves the run open to be resumed, and restores the vendor account's previous status.</summary>
    public bool Interrupt(SqlSession session)
    {
        (this with { State = SyncState.Interrupted }).Save(session);
        return session.Execute(SetInterrupted, ConnectionId, (long)ConnectionStatus.Pending, (long)ConnectionStatus.Ok) > 0;
    }

    public SyncReport Report(DateTimeOffset now) => new(
        ConnectionId, new(StartedAt, TimeSpan.Zero), EndedAt is { } ended ? new(ended, TimeSpan.Zero) : now,
        Read, Created, Changed, Deleted, Quarantined, Error, ErrorCode);

    public SyncStanding Standing() => new(
        ConnectionId, State, new(StartedAt, TimeSpan.Zero), EndedAt is { } ended ? new(ended, TimeSpan.Zero) : null,
        Pages, Read, Created, Changed, Deleted, Quarantined, Error, ErrorCode);

    // If no page was read since the last start, the vendor may be refusing the cursor: start from the beginning.
    private bool CanResume(DateTimeOffset now) =>
        (EndedAt is null || Error is not null) && Cursor is not null && Pages > 0 && now.UtcTicks - StartedAt < Resumable.Ticks;

    private static SyncOwner OwnerOf(SqlSession session, long connectionId, string instanceId) => session.Scalar(LivingOwner, connectionId) switch
    {
        null => SyncOwner.Gone,
        string owner => owner == instanceId ? SyncOwner.Own : SyncOwner.Other,
        _ => throw new InvalidOperationException("The instance id is not a text."),
    };

    private static SyncCheckpoint Resume(SqlSession session, SyncCheckpoint last, string instanceId)
    {
        var run = last with { EndedAt = null, Error = null, ErrorCode = null, Pages = 0, State = SyncState.Running };
        run.Save(session);
        session.Execute(Own, run.Id, instanceId);
        return run;
    }

    private static SyncCheckpoint StartAnew(SqlSession session, long connectionId, string instanceId, DateTimeOffset now)
    {
        SeenLog.Clear(session, connectionId);
        session.Execute(GiveUp, connectionId, now.UtcTicks);
        var id = session.Count(Insert, connectionId, now.UtcTicks, (long)SyncState.Running, instanceId);
        session.Execute(Forget, connectionId, RunsKept);
        return new(id, connectionId, now.UtcTicks, null, null, 0, 0, 0, 0, 0, 0, null, null, SyncState.Running, 0);
    }

    private static SyncCheckpoint From(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), Text(row, 4), row.GetInt64(5),
        row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.GetInt32(10), Text(row, 11), Text(row, 12),
        (SyncState)row.GetInt64(13), row.GetInt32(14));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
