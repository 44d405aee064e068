using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Runs query plans with the query timeout.</summary>
internal sealed class ODataQueryRunner(QueryRunner runner, Limits limits)
{
    /// <exception cref="ApiException">The store does not support a part of the plan.</exception>
    public PreparedQuery Prepare(QueryPlan plan)
    {
        try
        {
            return runner.Prepare(plan);
        }
        catch (NotSupportedException e)
        {
            throw new ApiException(
                new ApiError(ErrorCodes.NotImplemented, "The store does not support a part of this query. Rewrite the query."),
                e
            );
        }
    }

    /// <summary>Runs a query over the rows that the request's caller may read.</summary>
    /// <param name="memory">Counts the bytes of the rows. Null if the rows are not part of the response.</param>
    public ValueTask<QueryResult> RunAsync(
        PreparedQuery query,
        IReadOnlyList<object?> values,
        HttpContext http,
        ResponseMemory? memory = null
    ) => RunAsync(query, values, CallerAccess.Get(http).Scope, memory, http.RequestAborted);

    public ValueTask<QueryResult> RunAsync(
        QueryPlan plan,
        IReadOnlyList<object?> values,
        HttpContext http,
        ResponseMemory? memory = null
    ) => RunAsync(Prepare(plan), PagePlanner.ResolveValues(values), http, memory);

    /// <summary>Runs a query that must complete even if the request is aborted.</summary>
    public ValueTask<QueryResult> RunAsync(QueryPlan plan, IReadOnlyList<object?> values, AccountScope scope) =>
        RunAsync(Prepare(plan), PagePlanner.ResolveValues(values), scope, memory: null, CancellationToken.None);

    private async ValueTask<QueryResult> RunAsync(
        PreparedQuery query,
        IReadOnlyList<object?> values,
        AccountScope scope,
        ResponseMemory? memory,
        CancellationToken cancellationToken
    )
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limits.QueryTimeout);
        return await query.RunAsync(values, scope, limited.Token, memory);
    }
}
