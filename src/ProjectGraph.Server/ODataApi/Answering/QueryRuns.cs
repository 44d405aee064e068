using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>Runs plans within the time that a query may take.</summary>
internal sealed class QueryRuns(QueryRunner runner, Limits limits)
{
    /// <exception cref="ApiException">The plan asks for something that the store has no words for.</exception>
    public PreparedQuery Prepare(QueryPlan plan)
    {
        try
        {
            return runner.Prepare(plan);
        }
        catch (NotSupportedException e)
        {
            throw new ApiException(new ApiError(ErrorCodes.NotOffered, "The store can't answer a part of this query. Ask in another way."), e);
        }
    }

    /// <param name="memory">Accounts the rows; null where they are not part of the response.</param>
    public async ValueTask<QueryResult> RunAsync(PreparedQuery query, IReadOnlyList<object?> values, CancellationToken cancellation, ResponseMemory? memory = null)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limits.QueryTimeout);
        return await query.RunAsync(values, limited.Token, memory);
    }

    public ValueTask<QueryResult> RunAsync(QueryPlan plan, IReadOnlyList<object?> values, CancellationToken cancellation, ResponseMemory? memory = null) =>
        RunAsync(Prepare(plan), PagePlanner.Resolved(values), cancellation, memory);
}
