using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Copies a vendor account's data into the graph page by page, each in one transaction with its checkpoint. A run that is
/// killed at any moment can therefore be resumed. A complete run deletes the rows that it did not see, unless so many vanished
/// at once that a vendor failure is more likely.
/// </summary>
public sealed partial class SyncRunner(GraphStore store, ILogger<SyncRunner> logger)
{
    // The number of new rows after which the query planner's statistics are outdated.
    private const int AnalyzeThreshold = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Task<SyncReport>> _running = [];

    /// <summary>Syncs a vendor account. A second call for the same account waits for the first and returns its result.</summary>
    public Task<SyncReport> RunAsync(long vendorAccountId, ISyncSource source, CancellationToken cancellationToken) =>
        RunAsync(vendorAccountId, source, null, false, null, cancellationToken);

    /// <param name="progress">Receives the progress after each page.</param>
    /// <param name="believeAll">Whether to delete everything that the vendor no longer returns, regardless of its amount.</param>
    /// <param name="expected">The expected last run. If it differs, no run is started; null accepts any.</param>
    public async Task<SyncReport> RunAsync(
        long vendorAccountId,
        ISyncSource source,
        IProgress<SyncProgress>? progress,
        bool believeAll,
        LastSyncRun? expected,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var (run, isOurs) = JoinOrStart(vendorAccountId, () =>
                RunOnceAsync(vendorAccountId, source, progress, believeAll, expected, cancellationToken)
            );
            try
            {
                return isOurs ? await run : await run.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (!isOurs && !cancellationToken.IsCancellationRequested)
            {
                // The caller that started the run cancelled it; this caller did not.
            }
        }
    }

    private (Task<SyncReport> Run, bool IsOurs) JoinOrStart(long vendorAccountId, Func<Task<SyncReport>> start)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(vendorAccountId, out var run))
                return (run, false);
            run = Task.Run(start, CancellationToken.None);
            _running[vendorAccountId] = run;
            return (run, true);
        }
    }

    private async Task<SyncReport> RunOnceAsync(
        long vendorAccountId,
        ISyncSource source,
        IProgress<SyncProgress>? progress,
        bool believeAll,
        LastSyncRun? expected,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var started = store.Time.GetUtcNow();
            var run = await store.WriteAsync(
                session => SyncCheckpoint.Start(session, vendorAccountId, store.Instance.Id, expected, started),
                cancellationToken
            );
            if (run is null)
                return RunningElsewhereReport(vendorAccountId, started);
            var ended = await CopyAsync(new(run), source, progress, believeAll, cancellationToken);
            return ended.CreateReport(store.Time.GetUtcNow());
        }
        catch (SyncTakenOverException)
        {
            return RunningElsewhereReport(vendorAccountId, store.Time.GetUtcNow());
        }
        finally
        {
            lock (_gate)
                _running.Remove(vendorAccountId);
        }
    }

    private async Task<SyncCheckpoint> CopyAsync(
        Checkpoint checkpoint,
        ISyncSource source,
        IProgress<SyncProgress>? progress,
        bool believeAll,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await ReadAsync(checkpoint, source, progress, cancellationToken);
            return await CompleteAsync(checkpoint.Run, believeAll, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await WriteAsync(checkpoint.Run, checkpoint.Run.Interrupt, CancellationToken.None);
            throw;
        }
        catch (VendorReadException refused)
        {
            return await FailAsync(checkpoint.Run, refused.Code, refused.Message);
        }
        catch (Exception fault) when (fault is not SyncTakenOverException)
        {
            LogInterrupted(fault, checkpoint.Run.VendorAccountId);
            return await FailAsync(
                checkpoint.Run,
                SyncErrors.Interrupted,
                $"The sync was interrupted by an internal error ({fault.GetType().Name}). The service's log contains the cause."
            );
        }
    }

    private async Task ReadAsync(
        Checkpoint checkpoint,
        ISyncSource source,
        IProgress<SyncProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        await using var pages = source.ReadAsync(checkpoint.Run.Cursor, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var requestedAt = store.Time.GetUtcNow();
            if (!await pages.MoveNextAsync())
                return;
            var (run, page) = (checkpoint.Run, pages.Current);
            run = await WriteAsync(run, session => WritePage(session, run, page, source.WriteOnlyFields, requestedAt), cancellationToken);
            checkpoint.Run = run;
            progress?.Report(new(run.VendorAccountId, run.Read, run.Created, run.Changed, run.Quarantined));
        }
    }

    private SyncCheckpoint WritePage(
        SqlSession session,
        SyncCheckpoint run,
        SyncPage page,
        IReadOnlySet<string> writeOnlyFields,
        DateTimeOffset requestedAt
    )
    {
        var rules = new SaveRules(
            run.VendorAccountId,
            writeOnlyFields,
            store.Time.GetUtcNow().UtcTicks,
            requestedAt.UtcTicks,
            InSync: true
        );
        return new SyncPageWriter(session, run, rules).Write(page);
    }

    private Task<SyncCheckpoint> CompleteAsync(SyncCheckpoint run, bool believeAll, CancellationToken cancellationToken) =>
        WriteAsync(
            run,
            session =>
            {
                var ended = new SyncCompletion(session, run, store.Time.GetUtcNow()).Complete(believeAll);
                if (ended.Error is null)
                    UpdateReporting(session, ended.VendorAccountId);
                if (ended.Created + ended.Deleted >= AnalyzeThreshold)
                    session.Analyze();
                return ended;
            },
            cancellationToken
        );

    private void UpdateReporting(SqlSession session, long vendorAccountId)
    {
        var (snapshots, now) = (new SnapshotWriter(session), store.Time.GetUtcNow());
        snapshots.WriteAll(vendorAccountId, now);
        snapshots.DeleteExpired(store.Reporting.SnapshotRetentionDays, now);
        store.ExtendCalendar(session);
    }

    private Task<SyncCheckpoint> FailAsync(SyncCheckpoint run, string code, string error) =>
        WriteAsync(run, session => run.Fail(session, store.Time.GetUtcNow(), code, error), CancellationToken.None);

    private Task<T> WriteAsync<T>(SyncCheckpoint run, Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        store.WriteAsync(
            session =>
            {
                run.LockRun(session, store.Instance.Id);
                return work(session);
            },
            cancellationToken
        );

    private static SyncReport RunningElsewhereReport(long vendorAccountId, DateTimeOffset now) =>
        new(
            vendorAccountId,
            now,
            now,
            0,
            0,
            0,
            0,
            0,
            "Another process with the same store is syncing the vendor account.",
            SyncErrors.RunningOnAnotherInstance
        );

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of vendor account {VendorAccountId} was interrupted by an internal error.")]
    private partial void LogInterrupted(Exception fault, long vendorAccountId);

    /// <summary>The run as last committed.</summary>
    private sealed class Checkpoint(SyncCheckpoint run)
    {
        public SyncCheckpoint Run { get; set; } = run;
    }
}
