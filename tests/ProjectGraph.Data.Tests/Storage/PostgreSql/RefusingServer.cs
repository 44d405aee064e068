using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A server that refuses every connection by PostgreSQL's protocol, each with the next of these codes.</summary>
internal sealed class RefusingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string[] _codes;
    private readonly Task _serving;
    private int _refused;

    public RefusingServer(params string[] codes)
    {
        _codes = codes;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Refused => Volatile.Read(ref _refused);

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Database=graph;Username=me;Password=hunter2";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            // The client first sends a request for encryption, which has eight bytes.
            while (await ReadAsync(stream) == 8)
                await stream.WriteAsync("N"u8.ToArray());
            var code = _codes[Math.Min(Interlocked.Increment(ref _refused), _codes.Length) - 1];
            var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{code}\0MThe user me with hunter2 is refused.\0\0");
            var message = new byte[fields.Length + 5];
            message[0] = (byte)'E';
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), fields.Length + 4);
            fields.CopyTo(message, 5);
            await stream.WriteAsync(message);
        }
    }

    private static async Task<int> ReadAsync(NetworkStream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length);
        var bytes = BinaryPrimitives.ReadInt32BigEndian(length);
        await stream.ReadExactlyAsync(new byte[bytes - 4]);
        return bytes;
    }
}
