using System.Collections.Concurrent;

namespace ProjectGraph.Data.Query;

/// <summary>A plan with its statements, ready to run with any values: what a planner keeps beside its own shape.</summary>
public sealed class PreparedQuery
{
    private readonly ReadPool pool;
    private readonly ConcurrentDictionary<SearchShape, LevelStatements> bySearch = new();

    internal PreparedQuery(QueryPlan plan, ReadPool pool)
    {
        this.pool = pool;
        Plan = plan;
        // An ordinary plan is translated now, so that what has no SQL is refused before anything runs.
        if (plan.SearchSlot is null) Statements(SearchShape.Unknown);
    }

    public QueryPlan Plan { get; }

    /// <summary>The statements as they are sent: one a level, plus one a count.</summary>
    public IReadOnlyList<string> Sql => [.. bySearch.Values.SelectMany(level => level.All).Select(statement => statement.Sql)];

    /// <summary>Runs the statements in one read transaction: every level shows the same state.</summary>
    /// <param name="values">By slot: string, long (also for Int and Enum), bool, decimal, double, DateOnly, DateTimeOffset,
    /// and for a list slot an <c>IReadOnlyList&lt;object&gt;</c> of these.</param>
    /// <param name="trace">Hears of every statement that is sent.</param>
    public async ValueTask<QueryResult> RunAsync(IReadOnlyList<object?> values, CancellationToken cancellation, QueryTrace? trace = null)
    {
        var search = Plan.SearchSlot is { } slot ? SearchText.Parse((string)values[slot]!).Shape : SearchShape.Unknown;
        var statements = Statements(search);
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

    private LevelStatements Statements(SearchShape search) =>
        bySearch.GetOrAdd(search, static (shape, query) => new QueryTranslator(query.pool.Dialect).Translate(query.Plan, shape), this);
}
