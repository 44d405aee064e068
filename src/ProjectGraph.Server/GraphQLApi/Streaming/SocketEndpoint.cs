using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Serves GraphQL over WebSocket with the protocol <c>graphql-transport-ws</c>.</summary>
internal static class SocketEndpoint
{
    private const string Protocol = "graphql-transport-ws";

    public static async Task RunAsync(HttpContext context)
    {
        using var slot = context.RequestServices.GetRequiredService<StreamSlots>().OpenSocket(context);
        var isKnown = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var stream = ServerTelemetry.OpenStream(context, "websocket");
        using var socket = await context.WebSockets.AcceptWebSocketAsync(isKnown ? Protocol : null);
        var channel = new SocketChannel(
            socket,
            slot,
            context.RequestServices.GetRequiredService<Limits>(),
            ResponseMemory.GetOrCreate(context)
        );
        if (isKnown)
            await new SocketSession(context, channel, slot).RunAsync();
        else
            await channel.CloseAsync(SocketClose.WrongProtocol);
    }
}
