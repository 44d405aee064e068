using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Exchanges JSON messages over a WebSocket, with one reader, any number of writers and a close handshake.</summary>
internal sealed class SocketChannel(WebSocket socket, SocketSlot slot, Limits limits, ResponseMemory memory) : IDisposable
{
    private const int PieceSize = 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3);
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _aborted = new();
    private bool _closing;
    private long _maxMessageLength = limits.WebSocketInitBytes;

    /// <summary>Raises the message limit to that of a request's body, after the caller was identified.</summary>
    public void RaiseMessageLimit() => _maxMessageLength = limits.BodyBytes;

    /// <summary>Receives the next message. Returns null if the client closed the socket or was disconnected.</summary>
    /// <exception cref="SocketClosedException">The message is invalid or too long.</exception>
    public async Task<SocketInput?> ReceiveAsync()
    {
        // The buffer grows with the received bytes, not with the announced length.
        var message = new ArrayBufferWriter<byte>(PieceSize);
        var bytes = slot.CountBytes();
        SocketInput? input = null;
        try
        {
            while (true)
            {
                var piece = await socket.ReceiveAsync(message.GetMemory(PieceSize), _aborted.Token);
                if (piece.MessageType == WebSocketMessageType.Close)
                    return null;
                if (piece.MessageType != WebSocketMessageType.Text)
                    throw new SocketClosedException(SocketClose.BadMessage("Messages must be text, not binary"));
                message.Advance(piece.Count);
                if (message.WrittenCount > _maxMessageLength)
                    throw new SocketClosedException(SocketClose.TooBig);
                if (!bytes.TryGrow(message.WrittenCount))
                    throw new SocketClosedException(SocketClose.TooMany);
                if (piece.EndOfMessage)
                    return input = new(JsonDocument.Parse(message.WrittenMemory, Json), bytes);
            }
        }
        catch (JsonException)
        {
            throw new SocketClosedException(SocketClose.BadMessage("Invalid message received: it is not JSON"));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (input is null)
                bytes.Dispose();
        }
    }

    /// <summary>Sends one message, unless the socket is closed.</summary>
    public async Task SendAsync(Action<Utf8JsonWriter> write)
    {
        await _sending.WaitAsync();
        try
        {
            if (_closing || socket.State != WebSocketState.Open)
                return;
            // The message is written under the lock, so that a slow client holds one message and not one per operation.
            using var buffer = new PooledBuffer(memory);
            GraphQLJson.Write(buffer, write);
            memory.ReleaseUnused();
            foreach (var piece in buffer.Pieces)
                await socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false, _aborted.Token);
            await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, _aborted.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client was disconnected. The reader handles it.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends the close frame once. A client that does not reply in time is disconnected.</summary>
    public async Task CloseAsync(SocketClose close)
    {
        // A writer that is blocked by a client must not delay the close.
        _aborted.CancelAfter(CloseTimeout);
        try
        {
            await _sending.WaitAsync(_aborted.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        try
        {
            if (_closing)
                return;
            _closing = true;
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, _aborted.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client is already disconnected.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Cancels pending operations on the socket.</summary>
    public void Dispose()
    {
        _aborted.Cancel();
        _aborted.Dispose();
    }
}
