using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A proxy between a client and the server that closes one connection at its next commit.</summary>
internal sealed class DisconnectingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Task _serving;
    private Disconnect _next;

    public DisconnectingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _serving = ServeAsync();
    }

    public enum Disconnect
    {
        No,
        BeforeServer,
        AfterServer,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Cuts { get; private set; }

    public void DisconnectNext(Disconnect cut) => _next = cut;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
            _ = PassAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var upstream = new TcpClient())
        {
            await upstream.ConnectAsync(IPAddress.Loopback, _server);
            await using var near = client.GetStream();
            await using var far = upstream.GetStream();
            var back = far.CopyToAsync(near);
            await ForwardAsync(near, far, upstream).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            client.Close();
            upstream.Close();
            await back.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ForwardAsync(NetworkStream near, NetworkStream far, TcpClient upstream)
    {
        var buffer = new byte[1 << 16];
        while (await near.ReadAsync(buffer) is > 0 and var count)
        {
            if (_next != Disconnect.No && buffer.AsSpan(0, count).IndexOf("COMMIT\0"u8) >= 0)
            {
                var cut = _next;
                _next = Disconnect.No;
                Cuts++;
                if (cut == Disconnect.BeforeServer)
                    return;
                near.Socket.Close();
                await far.WriteAsync(buffer.AsMemory(0, count));
                // The server must receive the commit before the connection closes.
                upstream.Client.Shutdown(SocketShutdown.Send);
                await far.CopyToAsync(Stream.Null);
                return;
            }
            await far.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
