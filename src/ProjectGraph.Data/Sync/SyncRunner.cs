using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Copies what a connection shows into the graph: page by page, each in one transaction together with its checkpoint, so
/// that a run killed at any moment goes on where it was. Rows that a complete run did not see are removed, unless so many
/// vanished at once that the vendor is more likely broken than empty.
/// </summary>
public sealed partial class SyncRunner(GraphStore store, ILogger<SyncRunner> logger)
{
    // So many new rows that the statistics of the query planner no longer fit.
    private const int WorthAnalyzing = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<long, Task<SyncReport>> running = [];

    /// <summary>Runs one sync of a connection; a second one for the same connection waits for the first and returns its result.</summary>
    public Task<SyncReport> RunAsync(long connectionId, ISyncSource source, CancellationToken cancellation) =>
        RunAsync(connectionId, source, null, false, null, cancellation);

    /// <param name="progress">Told after each page.</param>
    /// <param name="believeAll">Deletes what the vendor no longer shows, however much it is.</param>
    /// <param name="expected">Runs none where the last one is another by now than the caller believes; null for whatever it is.</param>
    public async Task<SyncReport> RunAsync(
        long connectionId, ISyncSource source, IProgress<SyncProgress>? progress, bool believeAll, LastSync? expected, CancellationToken cancellation)
    {
        while (true)
        {
            var (run, isOurs) = Join(connectionId, () => RunOnceAsync(connectionId, source, progress, believeAll, expected, cancellation));
            try
            {
                return isOurs ? await run : await run.WaitAsync(cancellation);
            }
            catch (OperationCanceledException) when (!isOurs && !cancellation.IsCancellationRequested)
            {
                // Whoever started it gave up; this caller did not.
            }
        }
    }

    private (Task<SyncReport> Run, bool IsOurs) Join(long connectionId, Func<Task<SyncReport>> start)
    {
        lock (gate)
        {
            if (running.TryGetValue(connectionId, out var run)) return (run, false);
            run = Task.Run(start, CancellationToken.None);
            running[connectionId] = run;
            return (run, true);
        }
    }

    private async Task<SyncReport> RunOnceAsync(
        long connectionId, ISyncSource source, IProgress<SyncProgress>? progress, bool believeAll, LastSync? expected, CancellationToken cancellation)
    {
        try
        {
            var started = store.Time.GetUtcNow();
            var run = await store.WriteAsync(session => SyncCheckpoint.Start(session, connectionId, store.Instance.Id, expected, started), cancellation);
            if (run is null) return Elsewhere(connectionId, started);
            var ended = await CopyAsync(new(run), source, progress, believeAll, cancellation);
            return ended.Report(store.Time.GetUtcNow());
        }
        catch (SyncTakenOverException)
        {
            return Elsewhere(connectionId, store.Time.GetUtcNow());
        }
        finally
        {
            lock (gate) running.Remove(connectionId);
        }
    }

    private async Task<SyncCheckpoint> CopyAsync(
        Checkpoint checkpoint, ISyncSource source, IProgress<SyncProgress>? progress, bool believeAll, CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(checkpoint, source, progress, cancellation);
            return await CompleteAsync(checkpoint.Run, believeAll, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
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
            LogBrokeOff(fault, checkpoint.Run.ConnectionId);
            return await FailAsync(checkpoint.Run, SyncErrors.BrokeOff, $"The sync broke off by a fault of its own ({fault.GetType().Name}); the log holds the cause.");
        }
    }

    private async Task ReadAsync(Checkpoint checkpoint, ISyncSource source, IProgress<SyncProgress>? progress, CancellationToken cancellation)
    {
        await using var pages = source.ReadAsync(checkpoint.Run.Cursor, cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            var asked = store.Time.GetUtcNow();
            if (!await pages.MoveNextAsync()) return;
            var (run, page) = (checkpoint.Run, pages.Current);
            run = await WriteAsync(run, session => WritePage(session, run, page, source.WriteOnlyFields, asked), cancellation);
            checkpoint.Run = run;
            progress?.Report(new(run.ConnectionId, run.Read, run.Created, run.Changed, run.Quarantined));
        }
    }

    private SyncCheckpoint WritePage(SqlSession session, SyncCheckpoint run, SyncPage page, IReadOnlySet<string> writeOnlyFields, DateTimeOffset asked)
    {
        var rules = new SaveRules(run.ConnectionId, writeOnlyFields, store.Time.GetUtcNow().UtcTicks, asked.UtcTicks, InSync: true);
        return new SyncPageWriter(session, run, rules).Write(page);
    }

    private Task<SyncCheckpoint> CompleteAsync(SyncCheckpoint run, bool believeAll, CancellationToken cancellation) => WriteAsync(
        run,
        session =>
        {
            var ended = new SyncCompletion(session, run, store.Time.GetUtcNow()).Run(believeAll);
            if (ended.Error is null) Report(session, ended.ConnectionId);
            if (ended.Created + ended.Deleted >= WorthAnalyzing) session.Analyze();
            return ended;
        },
        cancellation);

    private void Report(SqlSession session, long connectionId)
    {
        var (snapshots, now) = (new SnapshotWriter(session), store.Time.GetUtcNow());
        snapshots.TakeAll(connectionId, now);
        snapshots.Forget(store.Reporting.SnapshotRetentionDays, now);
        store.ExtendCalendar(session);
    }

    private Task<SyncCheckpoint> FailAsync(SyncCheckpoint run, string code, string error) =>
        WriteAsync(run, session => run.Fail(session, store.Time.GetUtcNow(), code, error), CancellationToken.None);

    private Task<T> WriteAsync<T>(SyncCheckpoint run, Func<SqlSession, T> work, CancellationToken cancellation) => store.WriteAsync(
        session =>
        {
            run.Hold(session, store.Instance.Id);
            return work(session);
        },
        cancellation);

    private static SyncReport Elsewhere(long connectionId, DateTimeOffset now) => new(
        connectionId, now, now, 0, 0, 0, 0, 0, "Another process that has the same store open is syncing the connection.", SyncErrors.RunsElsewhere);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of connection {ConnectionId} broke off.")]
    private partial void LogBrokeOff(Exception fault, long connectionId);

    /// <summary>The run as last committed.</summary>
    private sealed class Checkpoint(SyncCheckpoint run)
    {
        public SyncCheckpoint Run { get; set; } = run;
    }
}
