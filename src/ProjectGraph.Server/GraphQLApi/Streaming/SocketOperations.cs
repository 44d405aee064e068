using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.Server.GraphQLApi.Documents;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>The open operations of one socket, by their client's ids.</summary>
internal sealed class SocketOperations(HttpContext context, SocketChannel channel)
{
    private readonly ConcurrentDictionary<string, OpenOperation> _open = new(StringComparer.Ordinal);
    private readonly CallerLimits _callers = context.RequestServices.GetRequiredService<CallerLimits>();
    private readonly StreamSlots _slots = context.RequestServices.GetRequiredService<StreamSlots>();
    private readonly Limits _limits = context.RequestServices.GetRequiredService<Limits>();
    private readonly GraphQLSettings _settings = context.RequestServices.GetRequiredService<GraphQLSettings>();
    private readonly RequestDocuments _documents = context.RequestServices.GetRequiredService<RequestDocuments>();
    private readonly GraphQLEngine _engine = context.RequestServices.GetRequiredService<GraphQLEngine>();

    /// <param name="input">The message that holds the payload.</param>
    /// <exception cref="SocketClosedException">The id is in use.</exception>
    public async Task StartAsync(string id, JsonElement payload, SocketInput input)
    {
        if (_open.ContainsKey(id))
            throw new SocketClosedException(SocketClose.SubscriberExists(id));
        try
        {
            var request = _documents.CreateRequest(GraphQLReader.ParseBody(payload, _settings), context);
            if (_open.Count >= _limits.SubscriptionsPerConnection)
                throw new ApiException(
                    ErrorCodes.TooManyStreams,
                    $"Too many operations are open; the limit per WebSocket is {_limits.SubscriptionsPerConnection} (Limits:SubscriptionsPerConnection). End some first."
                );
            // The slot is returned for the caller that opened it, even if the socket's caller changes.
            var caller = CallerKey.Get(context);
            var isSubscription = _engine.Prepare(request.Query).GetOperationKind(request.OperationName) == OperationKind.Subscription;
            if (isSubscription)
                _slots.OpenSubscription(caller);
            var operation = new OpenOperation(isSubscription ? caller : null, input.TransferBytes());
            _open[id] = operation;
            operation.Run = Task.Run(() => RunAsync(id, request, operation));
        }
        catch (ApiException refused)
        {
            await ErrorAsync(id, GraphQLResult.FromError(GraphQLErrors.FromApiError(refused.Error)));
        }
    }

    /// <summary>Ends an operation that the client has completed. No further messages are sent for it.</summary>
    public void End(string id)
    {
        if (_open.TryRemove(id, out var operation))
            operation.Cancellation.Cancel();
    }

    public async Task EndAllAsync()
    {
        var all = _open.Values.ToArray();
        foreach (var id in _open.Keys)
            End(id);
        await Task.WhenAll(all.Select(operation => operation.Run));
    }

    private async Task RunAsync(string id, GraphQLRequest request, OpenOperation operation)
    {
        try
        {
            if (MinimumReadPosition.Current?.Caller is null)
                ReadPositions.Begin(context);
            // A query or mutation is counted like any other request.
            using var lease = operation.Subscriber is null
                ? await _callers.AcquireRequestAsync(context, operation.Cancellation.Token)
                : null;
            // A subscription is long-lived, so its work belongs to the connection's span.
            using var span = operation.Subscriber is null ? ServerTelemetry.StartSocketOperation(Activity.Current) : null;
            var refused = false;
            await new ResultStream(context, _engine).RunAsync(
                request,
                result => SendAsync(id, result, ref refused),
                () => Task.CompletedTask,
                operation.Cancellation.Token
            );
            if (_open.TryRemove(new(id, operation)) && !refused)
                await channel.SendAsync(json => SocketMessage.Write(json, "complete", id));
        }
        catch (ApiException refused)
        {
            if (_open.TryRemove(new(id, operation)))
                await ErrorAsync(id, GraphQLResult.FromError(GraphQLErrors.FromApiError(refused.Error)));
        }
        catch (OperationCanceledException) when (operation.Cancellation.IsCancellationRequested)
        {
            // The side that ended the operation knows the reason.
        }
        finally
        {
            _open.TryRemove(new(id, operation));
            operation.Bytes.Dispose();
            if (operation.Subscriber is { } subscriber)
                _slots.Subscriptions.Return(subscriber);
        }
    }

    // A request that was never executed gets one error message, which also ends it.
    private Task SendAsync(string id, GraphQLResult result, ref bool refused)
    {
        refused = !result.WasExecuted && result.Errors.Count > 0;
        return refused
            ? ErrorAsync(id, result)
            : channel.SendAsync(json => SocketMessage.Write(json, "next", id, () => GraphQLErrors.Write(json, result)));
    }

    private Task ErrorAsync(string id, GraphQLResult result) =>
        channel.SendAsync(json => SocketMessage.Write(json, "error", id, () => GraphQLErrors.WriteList(json, result)));

    /// <param name="subscriber">The caller of a subscription. Null for a query or mutation.</param>
    /// <param name="bytes">The bytes counted for the parts of the message that the operation retains.</param>
    private sealed class OpenOperation(string? subscriber, SocketBytes bytes)
    {
        public string? Subscriber => subscriber;
        public SocketBytes Bytes => bytes;
        public CancellationTokenSource Cancellation { get; } = new();
        public Task Run { get; set; } = Task.CompletedTask;
    }
}
