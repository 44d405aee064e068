using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>A WebSocket client that sends given messages and returns received ones.</summary>
internal sealed class SocketClient(ClientWebSocket socket) : IDisposable
{
    public const string Init = "{\"type\":\"connection_init\"}";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Subscribe(string id, string query) => JsonSerializer.Serialize(new { type = "subscribe", id, payload = new { query } });

    public static Task<SocketClient> OpenAsync(RunningServer server, string protocol = "graphql-transport-ws", Action<ClientWebSocketOptions>? with = null) =>
        OpenAsync(server.Address, protocol, with);

    public static async Task<SocketClient> OpenAsync(Uri server, string protocol = "graphql-transport-ws", Action<ClientWebSocketOptions>? with = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        socket.Options.CollectHttpResponseDetails = true;
        with?.Invoke(socket.Options);
        try
        {
            await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/graphql" }.Uri, CancellationToken.None);
        }
        catch (WebSocketException e)
        {
            throw new HttpRequestException(e.Message, e, socket.HttpStatusCode);
        }
        return new(socket);
    }

    public Task SendAsync(string message, WebSocketMessageType type = WebSocketMessageType.Text, bool isWhole = true) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), type, isWhole, CancellationToken.None);

    /// <summary>Aborts the connection without a close.</summary>
    public void Abort() => socket.Abort();

    public Task CloseAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    /// <summary>The next message, or the code that the service closed the socket with.</summary>
    public async Task<(JsonElement Message, int? Closed)> NextAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
            if (piece.MessageType == WebSocketMessageType.Close) return (default, (int)piece.CloseStatus!);
            message.Write(buffer, 0, piece.Count);
            if (piece.EndOfMessage) return (JsonDocument.Parse(message.ToArray()).RootElement, null);
        }
    }

    /// <summary>The close code, after any other messages.</summary>
    public async Task<int> ClosedAsync()
    {
        while (true)
            if ((await NextAsync()).Closed is { } code) return code;
    }

    public async Task<JsonElement> NextAsync(string type)
    {
        var (message, closed) = await NextAsync();
        closed.ShouldBeNull();
        message.GetProperty("type").GetString().ShouldBe(type, message.ToString());
        return message;
    }

    public void Dispose() => socket.Dispose();
}
