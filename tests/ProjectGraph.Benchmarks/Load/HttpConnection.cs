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
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[256 * 1024];
    private int filled;

    public async Task ConnectAsync(int port) => await socket.ConnectAsync("127.0.0.1", port);

    /// <summary>The response's bytes including headers, valid until the next request.</summary>
    public async Task<ReadOnlyMemory<byte>> SendAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) await ReceiveAsync();
        head += 4;
        if (!buffer.AsSpan(0, 12).EndsWith("200"u8)) throw new InvalidOperationException(await DescribeAsync());
        if (Header(head, "Content-Length: "u8) is { } length) while (filled < head + length) await ReceiveAsync();
        else while (!EndsChunked(head)) await ReceiveAsync();
        return buffer.AsMemory(0, filled);
    }

    public void Dispose() => socket.Dispose();

    private async Task ReceiveAsync()
    {
        if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var received = await socket.ReceiveAsync(buffer.AsMemory(filled));
        if (received == 0) throw new InvalidOperationException("The server closed the connection.");
        filled += received;
    }

    // The server sends nothing before the next request, so the last chunk ends the bytes.
    private bool EndsChunked(int head) => filled >= head + 5 && buffer.AsSpan(0, filled).EndsWith("0\r\n\r\n"u8);

    private int? Header(int head, ReadOnlySpan<byte> name)
    {
        var headers = buffer.AsSpan(0, head);
        var at = headers.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + name.Length)..], out int value, out _) ? value : null;
    }

    private async Task<string> DescribeAsync()
    {
        if (socket.Available > 0) await ReceiveAsync();
        return Encoding.UTF8.GetString(buffer, 0, Math.Min(filled, 2_000));
    }
}
