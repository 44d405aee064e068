using ProjectGraph.Data.Model;
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

    /// <summary>Runs a query over the rows that the request's caller may read.</summary>
    /// <param name="memory">Accounts the rows; null where they are not part of the response.</param>
    public ValueTask<QueryResult> RunAsync(PreparedQuery query, IReadOnlyList<object?> values, HttpContext http, ResponseMemory? memory = null) =>
        RunAsync(query, values, CallerAccess.Of(http).Scope, memory, http.RequestAborted);

    public ValueTask<QueryResult> RunAsync(QueryPlan plan, IReadOnlyList<object?> values, HttpContext http, ResponseMemory? memory = null) =>
        RunAsync(Prepare(plan), PagePlanner.Resolved(values), http, memory);

    /// <summary>The same for what runs whether or not somebody still waits.</summary>
    public ValueTask<QueryResult> RunAsync(QueryPlan plan, IReadOnlyList<object?> values, AccountScope scope) =>
        RunAsync(Prepare(plan), PagePlanner.Resolved(values), scope, memory: null, CancellationToken.None);

    private async ValueTask<QueryResult> RunAsync(
        PreparedQuery query, IReadOnlyList<object?> values, AccountScope scope, ResponseMemory? memory, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limits.QueryTimeout);
        return await query.RunAsync(values, scope, limited.Token, memory);
    }
}
