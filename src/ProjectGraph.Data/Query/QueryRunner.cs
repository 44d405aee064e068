namespace ProjectGraph.Data.Query;

/// <summary>Answers plans: translates a shape to SQL once, then executes the prepared statements.</summary>
public sealed class QueryRunner
{
    /// <summary>The statements of this plan, translated at its first sight.</summary>
    public PreparedQuery Prepare(QueryPlan plan) => throw new NotSupportedException();
}

/// <summary>A plan with its statements, ready to run with any values: what a planner keeps beside its own shape.</summary>
public sealed class PreparedQuery
{
    public QueryPlan Plan => throw new NotSupportedException();

    /// <summary>One statement a level, plus one a count; as they are sent.</summary>
    public IReadOnlyList<string> Sql => throw new NotSupportedException();

    /// <summary>Runs the statements in one read transaction: every level shows the same state.</summary>
    /// <param name="values">By slot: string, long (also for Int and Enum), bool, decimal, double, DateOnly, DateTimeOffset,
    /// and for a list slot an <c>IReadOnlyList&lt;object&gt;</c> of these.</param>
    public Task<QueryResult> RunAsync(IReadOnlyList<object?> values, CancellationToken cancellation) => throw new NotSupportedException();
}
