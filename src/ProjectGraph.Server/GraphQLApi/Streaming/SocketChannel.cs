using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>JSON messages over a WebSocket: one reader, any number of writers, and an end that both sides agree on.</summary>
internal sealed class SocketChannel(WebSocket socket, SocketSlot slot, Limits limits, ResponseMemory memory) : IDisposable
{
    private const int PieceSize = 1024;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _cut = new();
    private bool _closing;
    private long _longest = limits.WebSocketInitBytes;

    /// <summary>From here on messages may be as long as a request's body: it is known who sends them.</summary>
    public void TrustCaller() => _longest = limits.BodyBytes;

    /// <summary>The next message; null when the client has closed the socket, or is gone.</summary>
    /// <exception cref="SocketClosedException">It is no message, or too long.</exception>
    public async Task<SocketInput?> ReceiveAsync()
    {
        // Grows with what has come, not with what was announced.
        var message = new ArrayBufferWriter<byte>(PieceSize);
        var bytes = slot.CountBytes();
        SocketInput? input = null;
        try
        {
            while (true)
            {
                var piece = await socket.ReceiveAsync(message.GetMemory(PieceSize), _cut.Token);
                if (piece.MessageType == WebSocketMessageType.Close) return null;
                if (piece.MessageType != WebSocketMessageType.Text) throw new SocketClosedException(SocketClose.BadMessage("Messages are text, not binary"));
                message.Advance(piece.Count);
                if (message.WrittenCount > _longest) throw new SocketClosedException(SocketClose.TooBig);
                if (!bytes.TryGrow(message.WrittenCount)) throw new SocketClosedException(SocketClose.TooMany);
                if (piece.EndOfMessage) return input = new(JsonDocument.Parse(message.WrittenMemory, Json), bytes);
            }
        }
        catch (JsonException)
        {
            throw new SocketClosedException(SocketClose.BadMessage("Invalid message received: it is no JSON"));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (input is null) bytes.Dispose();
        }
    }

    /// <summary>Sends one message; nothing happens where the socket is closed.</summary>
    public async Task SendAsync(Action<Utf8JsonWriter> write)
    {
        await _sending.WaitAsync();
        try
        {
            if (_closing || socket.State != WebSocketState.Open) return;
            // Written when it is its turn: for a client that reads slowly, one message is held and not one of each operation.
            using var buffer = new PooledBuffer(memory);
            GraphQLJson.Write(buffer, write);
            memory.Settle();
            foreach (var piece in buffer.Pieces) await socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false, _cut.Token);
            await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, _cut.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client is gone; the reader notices.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says goodbye once; a client that does not answer is cut off.</summary>
    public async Task CloseAsync(SocketClose close)
    {
        // A writer that is stuck with a client that reads nothing must not hold this up.
        _cut.CancelAfter(Farewell);
        try
        {
            await _sending.WaitAsync(_cut.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        try
        {
            if (_closing) return;
            _closing = true;
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, _cut.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Nobody is left to be told.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Ends what still hangs on the socket.</summary>
    public void Dispose()
    {
        _cut.Cancel();
        _cut.Dispose();
    }
}
