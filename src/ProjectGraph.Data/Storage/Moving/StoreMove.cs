using System.Globalization;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>
/// Transfers a whole store to another database. Ids, positions, versions and keys that clients hold stay the same. The source
/// is only read. An interrupted transfer resumes when it is run again.
/// </summary>
/// <param name="report">Receives the progress, line by line.</param>
public sealed class StoreMove(TimeProvider time, Action<string> report)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private long told;

    /// <summary>Runs after each batch that the target has committed.</summary>
    internal Action Committed { get; init; } = () => { };

    /// <summary>The number of rows per batch. Rows contain whole documents, so a batch has some megabytes.</summary>
    internal int Batch { get; init; } = 2_000;

    /// <param name="from">A SQLite file, a connection string of SQLite or PostgreSQL, or a PostgreSQL URL.</param>
    /// <param name="to">The same for an empty database, or for the target of the same transfer that was interrupted.</param>
    /// <exception cref="StoreException">The transfer failed, or the contents differ at the end. The message states why.</exception>
    public async Task RunAsync(string from, string to, CancellationToken cancellation)
    {
        await using var source = MoveEnd.Of(from, "FROM");
        await using var target = MoveEnd.Of(to, "TO");
        await source.Database.OpenSourceAsync(cancellation);
        await source.DemandUnusedAsync(time.GetUtcNow(), cancellation);
        var state = await MoveComparison.StateAsync(source.Database, cancellation);
        await target.Database.OpenAsync(_ => { }, cancellation);
        await target.DemandUnusedAsync(time.GetUtcNow(), cancellation);
        var resumed = (await target.Database.WriteAsync(session => MoveProgress.Begin(session, state), cancellation)).Value;
        report($"{(resumed ? "Resuming the transfer of" : "Transferring")} {source.Name} to {target.Name}");

        await FillAsync(source.Database, target.Database, cancellation);
        await VerifyAsync(source, target, state, cancellation);
        await target.Database.WriteAsync(End, cancellation);
        report($"Transferred. Start the service on {target.Name}. {source.Name} is unchanged. Archive it and do not start the service on it again: the target would not receive its later changes.");
    }

    private async Task FillAsync(StoreDatabase source, StoreDatabase target, CancellationToken cancellation)
    {
        var steps = new MoveSteps(source, target, Batch, (stage, rows) =>
        {
            Committed();
            if (time.GetElapsedTime(told) > Silence) Tell($"  {stage}: {rows:n0} rows so far");
        });
        foreach (var table in MovedTables.All) await TimedAsync(table.Name, () => steps.CopyAsync(table, cancellation));
        await TimedAsync("Full-text search", () => steps.IndexAsync(cancellation));
        await steps.NumberAsync(cancellation);
    }

    private async Task VerifyAsync(MoveEnd source, MoveEnd target, string state, CancellationToken cancellation)
    {
        await TimedAsync("Compared and identical", () => MoveComparison.CompareAsync(source.Database, target.Database, cancellation));
        await source.DemandUnusedAsync(time.GetUtcNow(), cancellation);
        if (await MoveComparison.StateAsync(source.Database, cancellation) != state)
            throw new StoreException(StoreException.HalfMoved, $"{source.Name} was written during the transfer. Stop all processes, empty the target and transfer again.");
    }

    private async Task TimedAsync(string stage, Func<Task<long>> run)
    {
        var begun = time.GetTimestamp();
        var rows = await run();
        Tell($"  {stage}: {rows:n0} rows, {time.GetElapsedTime(begun).TotalSeconds:0.0} s");
    }

    private void Tell(FormattableString line)
    {
        told = time.GetTimestamp();
        report(line.ToString(CultureInfo.InvariantCulture));
    }

    private static bool End(SqlSession session)
    {
        session.Analyze();
        MoveProgress.End(session);
        return true;
    }
}
