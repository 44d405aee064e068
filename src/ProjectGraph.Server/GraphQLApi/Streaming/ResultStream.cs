using ProjectGraph.Data.Access;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Streams one operation's results. The next is computed after the previous one has been sent.</summary>
internal sealed class ResultStream(HttpContext context, GraphQLEngine engine)
{
    private readonly CallerIdentification _callers = context.RequestServices.GetRequiredService<CallerIdentification>();
    private readonly ApiKeyStore _keys = context.RequestServices.GetRequiredService<ApiKeyStore>();
    private readonly TimeProvider _time = context.RequestServices.GetRequiredService<TimeProvider>();
    private readonly TimeSpan _keepAlive = context.RequestServices.GetRequiredService<Limits>().StreamKeepAlive;
    private readonly CallerAccess _caller = CallerAccess.Get(context);

    /// <summary>Runs until the results end, the token is cancelled or the caller loses access. A failure is also a result.</summary>
    /// <param name="idle">Called after each keep-alive interval without a result.</param>
    public async Task RunAsync(GraphQLRequest request, Func<GraphQLResult, Task> next, Func<Task> idle, CancellationToken ending)
    {
        try
        {
            await FollowAsync(request, next, idle, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The side that ended the operation knows the reason.
        }
        catch (Exception e) when (!ending.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await next(GraphQLResult.FromError(GraphQLErrors.FromApiError(ApiErrors.From(e, context))));
        }
    }

    private async Task FollowAsync(GraphQLRequest request, Func<GraphQLResult, Task> next, Func<Task> idle, CancellationToken ending)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await using var results = engine.SubscribeAsync(request, reading.Token).GetAsyncEnumerator(reading.Token);
        Task<bool>? pending = null;
        try
        {
            while (true)
            {
                pending = results.MoveNextAsync().AsTask();
                await WaitAsync(pending, idle, ending);
                if (!await pending)
                    return;
                await RequireAccessAsync(ending);
                await next(results.Current);
            }
        }
        finally
        {
            // An enumerator cannot be disposed while it is computing the next result.
            await reading.CancelAsync();
            if (pending is not null)
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitAsync(Task pending, Func<Task> idle, CancellationToken ending)
    {
        for (var isIdle = false; !pending.IsCompleted; isIdle = true)
        {
            // Taken before the check, so that a key revoked in between ends the wait immediately.
            var change = _keys.NextChange;
            await RequireAccessAsync(ending);
            if (isIdle)
                await idle();
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending);
            await Task.WhenAny(pending, change, Task.Delay(_keepAlive, _time, waiting.Token));
            await waiting.CancelAsync();
            ending.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask RequireAccessAsync(CancellationToken ending)
    {
        if (!await _callers.IsStillValidAsync(_caller, ending))
            throw new ApiException(
                ErrorCodes.Unauthenticated,
                "The key or token that opened the stream is no longer valid, or its rights have changed. Open it again with a valid one."
            );
    }
}
