using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A proxy between a client and the server that closes one connection at its next commit.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int server;
    private readonly Task serving;
    private Cut next;

    public CuttingProxy(int server)
    {
        this.server = server;
        listener.Start();
        serving = ServeAsync();
    }

    public enum Cut { No, BeforeServer, AfterServer }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Cuts { get; private set; }

    public void CutNext(Cut cut) => next = cut;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true) _ = PassAsync(await listener.AcceptTcpClientAsync());
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var upstream = new TcpClient())
        {
            await upstream.ConnectAsync(IPAddress.Loopback, server);
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
            if (next != Cut.No && buffer.AsSpan(0, count).IndexOf("COMMIT\0"u8) >= 0)
            {
                var cut = next;
                next = Cut.No;
                Cuts++;
                if (cut == Cut.BeforeServer) return;
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
