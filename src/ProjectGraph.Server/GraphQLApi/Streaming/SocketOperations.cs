using System.Collections.Concurrent;
using System.Text.Json;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.GraphQLApi.Documents;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>The operations that one socket has open, by the ids that its client gave them.</summary>
internal sealed class SocketOperations(HttpContext context, SocketChannel channel)
{
    private readonly ConcurrentDictionary<string, Open> open = new(StringComparer.Ordinal);
    private readonly StreamSlots slots = context.RequestServices.GetRequiredService<StreamSlots>();
    private readonly Limits limits = context.RequestServices.GetRequiredService<Limits>();
    private readonly GraphQLSettings settings = context.RequestServices.GetRequiredService<GraphQLSettings>();
    private readonly RequestDocuments documents = context.RequestServices.GetRequiredService<RequestDocuments>();
    private readonly GraphQLEngine engine = context.RequestServices.GetRequiredService<GraphQLEngine>();

    /// <exception cref="SocketClosedException">The id is taken.</exception>
    public async Task StartAsync(string id, JsonElement payload)
    {
        if (open.ContainsKey(id)) throw new SocketClosedException(SocketClose.Taken(id));
        try
        {
            var request = documents.Complete(GraphQLReader.OfBody(payload, settings), context);
            if (open.Count >= limits.SubscriptionsPerConnection || !slots.TryOpenSubscription())
                throw new ApiException(ErrorCodes.TooManyStreams, $"As many operations as the service allows are open already: {limits.SubscriptionsPerConnection} of a connection, {limits.Subscriptions} in all. End some first.");
            var operation = new Open();
            open[id] = operation;
            operation.Run = Task.Run(() => RunAsync(id, request, operation));
        }
        catch (ApiException refused)
        {
            await ErrorAsync(id, GraphQLResult.Refused(GraphQLErrors.Of(refused.Error)));
        }
    }

    /// <summary>The client wants no more of it: nothing of it is sent any more.</summary>
    public void End(string id)
    {
        if (open.TryRemove(id, out var operation)) operation.Ending.Cancel();
    }

    public async Task EndAllAsync()
    {
        var all = open.Values.ToArray();
        foreach (var id in open.Keys) End(id);
        await Task.WhenAll(all.Select(operation => operation.Run));
    }

    private async Task RunAsync(string id, GraphQLRequest request, Open operation)
    {
        try
        {
            var refused = false;
            await new ResultStream(context, engine).RunAsync(request, result => SendAsync(id, result, ref refused), () => Task.CompletedTask, operation.Ending.Token);
            if (open.TryRemove(new(id, operation)) && !refused) await channel.SendAsync(json => SocketMessage.Write(json, "complete", id));
        }
        finally
        {
            open.TryRemove(new(id, operation));
            slots.CloseSubscription();
        }
    }

    // A request that was never executed has its errors and no end: the one message is both.
    private Task SendAsync(string id, GraphQLResult result, ref bool refused)
    {
        refused = !result.WasExecuted && result.Errors.Count > 0;
        return refused
            ? ErrorAsync(id, result)
            : channel.SendAsync(json => SocketMessage.Write(json, "next", id, () => GraphQLErrors.Write(json, result)));
    }

    private Task ErrorAsync(string id, GraphQLResult result) =>
        channel.SendAsync(json => SocketMessage.Write(json, "error", id, () => GraphQLErrors.WriteList(json, result)));

    private sealed class Open
    {
        public CancellationTokenSource Ending { get; } = new();
        public Task Run { get; set; } = Task.CompletedTask;
    }
}
