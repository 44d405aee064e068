using System.Globalization;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>
/// Moves a whole store to another database, with all that its clients hold: numbers, positions, versions and keys stay what
/// they are. The source is only read. Cut off at any moment, it goes on where it was when it is run again.
/// </summary>
/// <param name="tell">Takes a line at a time of what is going on.</param>
public sealed class StoreMove(TimeProvider time, Action<string> tell)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private long told;

    /// <summary>Runs after each batch that the target has.</summary>
    internal Action Committed { get; init; } = () => { };

    /// <summary>Rows carry whole documents: so many are some megabytes.</summary>
    internal int Batch { get; init; } = 2_000;

    /// <param name="from">A SQLite file, or a connection string of SQLite or PostgreSQL, or a URL of PostgreSQL.</param>
    /// <param name="to">Another one, of an empty database or of one that this move was cut off at.</param>
    /// <exception cref="StoreException">It can't be done, or the two are not the same in the end; the message says why.</exception>
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
        tell($"{(resumed ? "Going on with moving" : "Moving")} {source.Name} to {target.Name}");

        await FillAsync(source.Database, target.Database, cancellation);
        await VerifyAsync(source, target, state, cancellation);
        await target.Database.WriteAsync(End, cancellation);
        tell($"Moved. Start the service on {target.Name}. {source.Name} is as it was; put it away, and start no service on it again: what it would give out from now on the target does not know.");
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
        await TimedAsync("Compared, the same in both", () => MoveComparison.CompareAsync(source.Database, target.Database, cancellation));
        await source.DemandUnusedAsync(time.GetUtcNow(), cancellation);
        if (await MoveComparison.StateAsync(source.Database, cancellation) != state)
            throw new StoreException(StoreException.HalfMoved, $"{source.Name} was written while it was moved. Empty the target and move again, with nothing running.");
    }

    private async Task TimedAsync(string what, Func<Task<long>> run)
    {
        var begun = time.GetTimestamp();
        var rows = await run();
        Tell($"  {what}: {rows:n0} rows, {time.GetElapsedTime(begun).TotalSeconds:0.0} s");
    }

    private void Tell(FormattableString line)
    {
        told = time.GetTimestamp();
        tell(line.ToString(CultureInfo.InvariantCulture));
    }

    private static bool End(SqlSession session)
    {
        session.Analyze();
        MoveProgress.End(session);
        return true;
    }
}
