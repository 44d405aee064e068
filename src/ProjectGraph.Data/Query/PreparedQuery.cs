using System.Collections.Concurrent;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>A plan with its statements, ready to run with any values: what a planner keeps beside its own shape.</summary>
public sealed class PreparedQuery
{
    private readonly ReadPool pool;
    private readonly IndexedSlots indexed;
    private readonly ConcurrentDictionary<TextShape, LevelStatements> byShape = new();

    internal PreparedQuery(QueryPlan plan, ReadPool pool)
    {
        this.pool = pool;
        Plan = plan;
        indexed = pool.Store.Dialect.JoinsTextIndex ? new(plan) : IndexedSlots.None;
        // A plan is translated now, so that what has no SQL is refused before anything runs, and again where texts matter.
        var unknown = Translate(TextShape.Unknown);
        if (plan.SearchSlot is null && indexed.IsEmpty) byShape[TextShape.Unknown] = unknown;
    }

    public QueryPlan Plan { get; }

    /// <summary>The statements: one a level, plus one a count. A nested level with large pages may be read in a simpler form of its own.</summary>
    public IReadOnlyList<string> Sql => [.. byShape.Values.SelectMany(level => level.All).Select(statement => statement.Sql)];

    /// <summary>Runs the statements in one read transaction: every level shows the same state.</summary>
    /// <param name="values">By slot: string, long (also for Int and Enum), bool, decimal, double, DateOnly, DateTimeOffset,
    /// and for a list slot an <c>IReadOnlyList&lt;object&gt;</c> of these.</param>
    /// <param name="trace">Hears of every statement that is sent.</param>
    public async ValueTask<QueryResult> RunAsync(IReadOnlyList<object?> values, CancellationToken cancellation, QueryTrace? trace = null)
    {
        var statements = Statements(ShapeOf(values));
        Pauses? pauses = null;
        while (true)
        {
            try
            {
                return await OnceAsync(statements, values, trace, cancellation);
            }
            catch (Exception failure) when (pool.Store.IsLost(failure))
            {
                // Nothing of the answer has been given away yet: it can be asked for again.
                if ((pauses ??= new()).Next() is not { } pause) throw pool.Store.Said(failure) ?? failure;
                await Task.Delay(pause, cancellation);
                trace?.Clear();
            }
            catch (Exception failure) when (pool.Store.Said(failure) is { } said)
            {
                throw said;
            }
        }
    }

    private async ValueTask<QueryResult> OnceAsync(LevelStatements statements, IReadOnlyList<object?> values, QueryTrace? trace, CancellationToken cancellation)
    {
        var connection = await pool.RentAsync(cancellation);
        var broken = true;
        try
        {
            var result = new StatementRun(connection, values, cancellation, trace).Run(statements);
            broken = false;
            return result;
        }
        finally
        {
            pool.Return(connection, broken);
        }
    }

    private TextShape ShapeOf(IReadOnlyList<object?> values) => new(
        Plan.SearchSlot is { } slot ? pool.Store.Dialect.Shape(SearchText.Parse((string)values[slot]!)) : SearchShape.Unknown, indexed.Find(values));

    private LevelStatements Statements(TextShape shape) => byShape.GetOrAdd(shape, static (asked, query) => query.Translate(asked), this);

    private LevelStatements Translate(TextShape shape) => new QueryTranslator(pool.Store.Dialect).Translate(Plan, shape);
}
