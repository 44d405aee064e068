using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>
/// A keep-alive connection that sends prepared bytes and reads one whole response. It is much cheaper than <see cref="HttpClient"/>,
/// which would take processor time from the measured server on a small machine.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[256 * 1024];
    private int _filled;

    public async Task ConnectAsync(int port) => await _socket.ConnectAsync("127.0.0.1", port);

    /// <summary>The response's bytes including headers, valid until the next request.</summary>
    public async Task<ReadOnlyMemory<byte>> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        _filled = 0;
        int head;
        while ((head = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
            await ReceiveAsync();
        head += 4;
        if (!_buffer.AsSpan(0, 12).EndsWith("200"u8))
            throw new InvalidOperationException(await DescribeAsync());
        if (Header(head, "Content-Length: "u8) is { } length)
            while (_filled < head + length)
                await ReceiveAsync();
        else
            while (!EndsChunked(head))
                await ReceiveAsync();
        return _buffer.AsMemory(0, _filled);
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync()
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
        if (received == 0)
            throw new InvalidOperationException("The server closed the connection.");
        _filled += received;
    }

    // The server sends nothing before the next request, so the last chunk ends the bytes.
    private bool EndsChunked(int head) => _filled >= head + 5 && _buffer.AsSpan(0, _filled).EndsWith("0\r\n\r\n"u8);

    private int? Header(int head, ReadOnlySpan<byte> name)
    {
        var headers = _buffer.AsSpan(0, head);
        var at = headers.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + name.Length)..], out int value, out _) ? value : null;
    }

    private async Task<string> DescribeAsync()
    {
        if (_socket.Available > 0)
            await ReceiveAsync();
        return Encoding.UTF8.GetString(_buffer, 0, Math.Min(_filled, 2_000));
    }
}
