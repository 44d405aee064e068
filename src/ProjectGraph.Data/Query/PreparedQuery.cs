using System.Collections.Concurrent;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>A plan with its statements, ready to run with any values. Planners cache it with their own shape.</summary>
public sealed class PreparedQuery
{
    // Each page size may be a shape of its own.
    private const int MostShapes = 64;

    private readonly ReadRoute route;
    private readonly IndexedSlots indexed;
    private readonly int[]? sizes;
    private readonly QueryWork work;
    private readonly ConcurrentDictionary<StatementShape, LevelStatements> byShape = new();

    internal PreparedQuery(QueryPlan plan, ReadRoute route)
    {
        this.route = route;
        Plan = plan;
        work = new(plan);
        indexed = route.Store.Dialect.JoinsTextIndex ? new(plan) : IndexedSlots.None;
        sizes = route.Store.Dialect.HasOnePlan(plan) ? [.. PageSizes.SlotsOf(plan)] : null;
        // Translate now, so that an unsupported plan fails before anything runs, and again once values are known.
        var unknown = Translate(StatementShape.Unknown);
        if (plan.SearchSlot is null && indexed.IsEmpty && sizes is null) byShape[StatementShape.Unknown] = unknown;
    }

    public QueryPlan Plan { get; }

    /// <summary>The statements: one per level and one per count. A nested level with large pages may have a second, simpler form.</summary>
    public IReadOnlyList<string> Sql => [.. byShape.Values.SelectMany(level => level.All).Select(statement => statement.Sql)];

    /// <summary>Runs the statements in one read transaction, so that all levels show the same state.</summary>
    /// <param name="values">By slot: string, long (also for Int and Enum), bool, decimal, double, DateOnly, DateTimeOffset,
    /// or <c>IReadOnlyList&lt;object&gt;</c> of these for a list slot.</param>
    /// <param name="scope">The vendor accounts whose rows may be read, counted or compared, at every level.</param>
    /// <param name="memory">Accounts for the rows until the result is disposed; null if they are not part of a response.</param>
    /// <param name="trace">Records every statement that is sent.</param>
    public async ValueTask<QueryResult> RunAsync(
        IReadOnlyList<object?> values, AccountScope scope, CancellationToken cancellation, IResponseMemory? memory = null, QueryTrace? trace = null)
    {
        var statements = Statements(ShapeOf(values, scope));
        Pauses? pauses = null;
        while (true)
        {
            try
            {
                return await OnceAsync(statements, values, scope, memory, trace, cancellation);
            }
            catch (Exception failure) when (route.Store.IsLost(failure))
            {
                // No part of the result has been returned yet, so the query can be repeated.
                if ((pauses ??= new()).Next() is not { } pause) throw route.Store.Said(failure) ?? failure;
                await Task.Delay(pause, cancellation);
                trace?.Clear();
            }
            catch (Exception failure) when (route.Store.Said(failure) is { } translated)
            {
                throw translated;
            }
        }
    }

    private async ValueTask<QueryResult> OnceAsync(
        LevelStatements statements, IReadOnlyList<object?> values, AccountScope scope, IResponseMemory? memory, QueryTrace? trace, CancellationToken cancellation)
    {
        var isHeavy = work.ReadsAllRows ? await route.IsHeavyAsync(work, values, cancellation) : work.Of(values, long.MaxValue) >= QueryWork.Heavy;
        using var slot = isHeavy ? await route.EnterHeavyAsync(cancellation) : null;
        var rented = await route.RentAsync(cancellation);
        var broken = true;
        try
        {
            var run = new StatementRun(rented.Connection, values, scope, cancellation, memory, trace);
            var result = isHeavy ? await OnOwnThreadAsync(run, statements) : run.Run(statements);
            broken = false;
            return result;
        }
        finally
        {
            rented.Return(broken);
        }
    }

    // A driver that never waits would block one of the threads that all requests share.
    private static Task<QueryResult> OnOwnThreadAsync(StatementRun run, LevelStatements statements) => Task.Factory.StartNew(
        static state =>
        {
            var (run, statements) = ((StatementRun, LevelStatements))state!;
            return run.Run(statements);
        },
        (run, statements), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    // Row counts differ so much between accounts that statements restricted to accounts are planned for their values.
    private StatementShape ShapeOf(IReadOnlyList<object?> values, AccountScope scope) => new(
        Plan.SearchSlot is { } slot ? route.Store.Dialect.Shape(SearchText.Parse((string)values[slot]!)) : SearchShape.Unknown, indexed.Find(values),
        sizes is null || scope.IsRestricted ? null : PageSizes.Of(sizes, values), AccountFilter.From(scope));

    private LevelStatements Statements(StatementShape shape)
    {
        if (byShape.TryGetValue(shape, out var known)) return known;
        if (byShape.Count >= MostShapes) shape = shape with { Sizes = null };
        return byShape.GetOrAdd(shape, static (requested, query) => query.Translate(requested), this);
    }

    private LevelStatements Translate(StatementShape shape) =>
        new QueryTranslator(route.Store.Dialect, shape).Translate(Plan) with { ArePlannedOnce = shape.Sizes is not null };
}
