namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>GraphQL over WebSocket, by the protocol <c>graphql-transport-ws</c>.</summary>
internal static class SocketEndpoint
{
    private const string Protocol = "graphql-transport-ws";

    public static async Task RunAsync(HttpContext context)
    {
        var slots = context.RequestServices.GetRequiredService<StreamSlots>();
        if (!slots.TryOpenSocket())
        {
            throw new ApiException(new(ErrorCodes.TooManyStreams, "As many WebSockets as the service allows are open already (Limits:WebSockets). Try again later.")
            {
                RetryAfter = TimeSpan.FromSeconds(10),
            });
        }
        try
        {
            var isKnown = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
            using var socket = await context.WebSockets.AcceptWebSocketAsync(isKnown ? Protocol : null);
            var channel = new SocketChannel(socket, context.RequestServices.GetRequiredService<Limits>());
            if (isKnown) await new SocketSession(context, channel).RunAsync();
            else await channel.CloseAsync(SocketClose.WrongProtocol);
        }
        finally
        {
            slots.CloseSocket();
        }
    }
}
