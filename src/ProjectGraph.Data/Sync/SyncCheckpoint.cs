using System.Data.Common;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>A sync run as stored in its row, which is also the checkpoint for resuming it.</summary>
internal sealed record SyncCheckpoint(
    long Id,
    long VendorAccountId,
    long StartedAt,
    long? EndedAt,
    string? Cursor,
    long Pages,
    int Read,
    int Created,
    int Changed,
    int Deleted,
    int Quarantined,
    string? Error,
    string? ErrorCode,
    SyncState State,
    int Errors
)
{
    private const string Columns =
        "Id, VendorAccountId, StartedAt, EndedAt, Cursor, Pages, Read, Created, Changed, Deleted, Quarantined, Error, ErrorCode, State, Errors";
    private const string SelectLatest = $"SELECT {Columns} FROM SyncRuns WHERE VendorAccountId = @p0 ORDER BY Id DESC LIMIT 1";
    private const string Insert =
        "INSERT INTO SyncRuns (VendorAccountId, StartedAt, Pages, Read, Created, Changed, Deleted, Quarantined, Errors, State, InstanceId) VALUES (@p0, @p1, 0, 0, 0, 0, 0, 0, 0, @p2, @p3) RETURNING Id";
    private const string Update =
        "UPDATE SyncRuns SET EndedAt = @p1, Cursor = @p2, Pages = @p3, Read = @p4, Created = @p5, Changed = @p6, Deleted = @p7, Quarantined = @p8, Error = @p9, ErrorCode = @p10, State = @p11, Errors = @p12 WHERE Id = @p0";
    private const string DeleteOldRuns =
        "DELETE FROM SyncRuns WHERE VendorAccountId = @p0 AND Id NOT IN (SELECT Id FROM SyncRuns WHERE VendorAccountId = @p0 ORDER BY Id DESC LIMIT @p1)";
    private const string EndUnfinishedRuns = "UPDATE SyncRuns SET EndedAt = @p1 WHERE VendorAccountId = @p0 AND EndedAt IS NULL";
    private const string SetOwner = "UPDATE SyncRuns SET InstanceId = @p1 WHERE Id = @p0";
    private const string SelectRunOnOtherInstance =
        $"SELECT 1 FROM SyncRuns AS r JOIN {InternalTables.Instances} AS i ON i.Id = r.InstanceId WHERE r.VendorAccountId = @p0 AND r.State = @p1 AND r.InstanceId <> @p2";
    private const string SelectOwned = "SELECT 1 FROM SyncRuns WHERE Id = @p0 AND InstanceId = @p1 AND EndedAt IS NULL";
    private const string SelectAliveOwner =
        $"SELECT i.Id FROM {InternalTables.Instances} AS i WHERE i.Id = (SELECT InstanceId FROM SyncRuns WHERE VendorAccountId = @p0 ORDER BY Id DESC LIMIT 1)";
    private const string CountFailures =
        "SELECT CAST(coalesce(sum(Errors), 0) AS bigint) FROM SyncRuns WHERE VendorAccountId = @p0 AND Id > coalesce((SELECT max(Id) FROM SyncRuns WHERE VendorAccountId = @p0 AND State = @p1), 0)";
    private const string SetStatus = "UPDATE VendorAccounts SET Status = @p1, LastError = @p2 WHERE Id = @p0";
    private const string SetInterrupted =
        "UPDATE VendorAccounts SET Status = CASE WHEN LastSyncedAt IS NULL THEN @p1 ELSE @p2 END WHERE Id = @p0";

    private const int MaxRunsKept = 1000;
    private const int MaxErrorLength = 2000;

    // After this time, the vendor's cursor may be invalid and the seen records outdated.
    private static readonly TimeSpan ResumeWindow = TimeSpan.FromHours(24);

    /// <summary>Starts a run, or resumes the last one after an interruption.</summary>
    /// <param name="instanceId">The process that runs the sync.</param>
    /// <param name="expected">The expected last run; null accepts any.</param>
    /// <returns>Null if another live process is syncing the vendor account, or has done so since.</returns>
    public static SyncCheckpoint? Start(
        SqlSession session,
        long vendorAccountId,
        string instanceId,
        LastSyncRun? expected,
        DateTimeOffset now
    )
    {
        session.LockVendorAccount(vendorAccountId);
        if (expected is not null && FindNewest(session, vendorAccountId)?.CreateSnapshot() != expected.Run)
            return null;
        if (session.ReadScalar(SelectRunOnOtherInstance, vendorAccountId, (long)SyncState.Running, instanceId) is not null)
            return null;
        if (session.Execute(SetStatus, vendorAccountId, (long)VendorAccountStatus.Syncing, null) == 0)
            throw new StoreException(StoreException.RowDeleted, $"The vendor account {vendorAccountId} was not found.");
        var last = FindNewest(session, vendorAccountId);
        return last is not null && last.CanResume(now)
            ? Resume(session, last, instanceId)
            : StartFromBeginning(session, vendorAccountId, instanceId, now);
    }

    /// <summary>The most recently started run; null before the first.</summary>
    public static SyncCheckpoint? FindNewest(SqlSession session, long vendorAccountId) =>
        session.ReadList(SelectLatest, ReadRow, vendorAccountId).FirstOrDefault();

    /// <summary>The vendor account's last run, for deciding whether to start the next one.</summary>
    public static LastSyncRun GetLastRun(SqlSession session, long vendorAccountId, string instanceId) =>
        new(
            FindNewest(session, vendorAccountId)?.CreateSnapshot(),
            (int)session.ReadLong(CountFailures, vendorAccountId, (long)SyncState.Succeeded),
            GetOwner(session, vendorAccountId, instanceId)
        );

    /// <summary>Prevents other processes from resuming the run, or starting another one, until the transaction ends.</summary>
    /// <exception cref="SyncTakenOverException">Another process presumed this one dead and has taken over the run.</exception>
    public void LockRun(SqlSession session, string instanceId)
    {
        session.LockVendorAccount(VendorAccountId);
        if (!session.Exists(SelectOwned, Id, instanceId))
            throw new SyncTakenOverException();
    }

    public void Save(SqlSession session) =>
        session.Execute(
            Update,
            Id,
            EndedAt,
            Cursor,
            Pages,
            Read,
            Created,
            Changed,
            Deleted,
            Quarantined,
            Error,
            ErrorCode,
            (long)State,
            Errors
        );

    public SyncCheckpoint Fail(SqlSession session, DateTimeOffset now, string code, string error)
    {
        var message = error.Length > MaxErrorLength ? error[..MaxErrorLength] : error;
        var failed = this with { EndedAt = now.UtcTicks, Error = message, ErrorCode = code, State = SyncState.Failed, Errors = Errors + 1 };
        failed.Save(session);
        session.Execute(SetStatus, VendorAccountId, (long)VendorAccountStatus.Failed, message);
        return failed;
    }

    /// <summary>Leaves the run open to be resumed, and restores the vendor account's previous status.</summary>
    public bool Interrupt(SqlSession session)
    {
        (this with { State = SyncState.Interrupted }).Save(session);
        return session.Execute(SetInterrupted, VendorAccountId, (long)VendorAccountStatus.Pending, (long)VendorAccountStatus.Ok) > 0;
    }

    public SyncReport CreateReport(DateTimeOffset now) =>
        new(
            VendorAccountId,
            new(StartedAt, TimeSpan.Zero),
            EndedAt is { } ended ? new(ended, TimeSpan.Zero) : now,
            Read,
            Created,
            Changed,
            Deleted,
            Quarantined,
            Error,
            ErrorCode
        );

    public SyncRunSnapshot CreateSnapshot() =>
        new(
            VendorAccountId,
            State,
            new(StartedAt, TimeSpan.Zero),
            EndedAt is { } ended ? new(ended, TimeSpan.Zero) : null,
            Pages,
            Read,
            Created,
            Changed,
            Deleted,
            Quarantined,
            Error,
            ErrorCode
        );

    // If no page was read since the last start, the vendor may be refusing the cursor: start from the beginning.
    private bool CanResume(DateTimeOffset now) =>
        (EndedAt is null || Error is not null) && Cursor is not null && Pages > 0 && now.UtcTicks - StartedAt < ResumeWindow.Ticks;

    private static SyncOwner GetOwner(SqlSession session, long vendorAccountId, string instanceId) =>
        session.ReadScalar(SelectAliveOwner, vendorAccountId) switch
        {
            null => SyncOwner.EndedInstance,
            string owner => owner == instanceId ? SyncOwner.ThisInstance : SyncOwner.OtherInstance,
            _ => throw new InvalidOperationException("The instance id is not a text."),
        };

    private static SyncCheckpoint Resume(SqlSession session, SyncCheckpoint last, string instanceId)
    {
        var run = last with { EndedAt = null, Error = null, ErrorCode = null, Pages = 0, State = SyncState.Running };
        run.Save(session);
        session.Execute(SetOwner, run.Id, instanceId);
        return run;
    }

    private static SyncCheckpoint StartFromBeginning(SqlSession session, long vendorAccountId, string instanceId, DateTimeOffset now)
    {
        SeenRecords.Clear(session, vendorAccountId);
        session.Execute(EndUnfinishedRuns, vendorAccountId, now.UtcTicks);
        var id = session.ReadLong(Insert, vendorAccountId, now.UtcTicks, (long)SyncState.Running, instanceId);
        session.Execute(DeleteOldRuns, vendorAccountId, MaxRunsKept);
        return new(id, vendorAccountId, now.UtcTicks, null, null, 0, 0, 0, 0, 0, 0, null, null, SyncState.Running, 0);
    }

    private static SyncCheckpoint ReadRow(DbDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.IsDBNull(3) ? null : row.GetInt64(3),
            ReadText(row, 4),
            row.GetInt64(5),
            row.GetInt32(6),
            row.GetInt32(7),
            row.GetInt32(8),
            row.GetInt32(9),
            row.GetInt32(10),
            ReadText(row, 11),
            ReadText(row, 12),
            (SyncState)row.GetInt64(13),
            row.GetInt32(14)
        );

    private static string? ReadText(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
