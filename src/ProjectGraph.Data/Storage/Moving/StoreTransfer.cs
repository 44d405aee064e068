using System.Globalization;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>
/// Transfers a whole store to another database. Ids, positions, versions and keys that clients hold stay the same. The source
/// is only read. An interrupted transfer resumes when it is run again.
/// </summary>
/// <param name="report">Receives the progress, line by line.</param>
public sealed class StoreTransfer(TimeProvider time, Action<string> report)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    private long _lastReport;

    /// <summary>Runs after each batch that the target has committed.</summary>
    internal Action OnBatchCommitted { get; init; } = () => { };

    /// <summary>The number of rows per batch. Rows contain whole documents, so a batch has some megabytes.</summary>
    internal int BatchSize { get; init; } = 2_000;

    /// <param name="from">A SQLite file, a connection string of SQLite or PostgreSQL, or a PostgreSQL URL.</param>
    /// <param name="to">The same for an empty database, or for the target of the same transfer that was interrupted.</param>
    /// <exception cref="StoreException">The transfer failed, or the contents differ at the end. The message states why.</exception>
    public async Task RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = TransferEndpoint.Parse(from, "FROM");
        await using var target = TransferEndpoint.Parse(to, "TO");
        await source.Database.OpenSourceAsync(cancellationToken);
        await source.RequireUnusedAsync(time.GetUtcNow(), cancellationToken);
        var state = await TransferVerification.GetFingerprintAsync(source.Database, cancellationToken);
        await target.Database.OpenAsync(_ => { }, cancellationToken);
        await target.RequireUnusedAsync(time.GetUtcNow(), cancellationToken);
        var resumed = (await target.Database.WriteAsync(session => TransferProgress.Begin(session, state), cancellationToken)).Value;
        report($"{(resumed ? "Resuming the transfer of" : "Transferring")} {source.Name} to {target.Name}");

        await CopyAsync(source.Database, target.Database, cancellationToken);
        await VerifyAsync(source, target, state, cancellationToken);
        await target.Database.WriteAsync(Finish, cancellationToken);
        report(
            $"Transferred. Start the service on {target.Name}. {source.Name} is unchanged. Archive it and do not start the service on it again: the target would not receive its later changes."
        );
    }

    private async Task CopyAsync(StoreDatabase source, StoreDatabase target, CancellationToken cancellationToken)
    {
        var steps = new TransferSteps(source, target, BatchSize, (stage, rows) =>
        {
            OnBatchCommitted();
            if (time.GetElapsedTime(_lastReport) > ReportInterval)
                Report($"  {stage}: {rows:n0} rows so far");
        });
        foreach (var table in TransferTables.All)
            await TimedAsync(table.Name, () => steps.CopyAsync(table, cancellationToken));
        await TimedAsync("Full-text search", () => steps.IndexAsync(cancellationToken));
        await steps.AdvanceKeysAsync(cancellationToken);
    }

    private async Task VerifyAsync(TransferEndpoint source, TransferEndpoint target, string state, CancellationToken cancellationToken)
    {
        await TimedAsync("Compared and identical", () =>
            TransferVerification.CompareAsync(source.Database, target.Database, cancellationToken)
        );
        await source.RequireUnusedAsync(time.GetUtcNow(), cancellationToken);
        if (await TransferVerification.GetFingerprintAsync(source.Database, cancellationToken) != state)
            throw new StoreException(
                StoreException.TransferIncomplete,
                $"{source.Name} was written during the transfer. Stop all processes, empty the target and transfer again."
            );
    }

    private async Task TimedAsync(string stage, Func<Task<long>> run)
    {
        var begun = time.GetTimestamp();
        var rows = await run();
        Report($"  {stage}: {rows:n0} rows, {time.GetElapsedTime(begun).TotalSeconds:0.0} s");
    }

    private void Report(FormattableString line)
    {
        _lastReport = time.GetTimestamp();
        report(line.ToString(CultureInfo.InvariantCulture));
    }

    private static bool Finish(SqlSession session)
    {
        session.Analyze();
        TransferProgress.End(session);
        return true;
    }
}
