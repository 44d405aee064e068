using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Postgres.Testing;

/// <summary>Ports that nobody listens on.</summary>
internal static class SparePort
{
    // Below those that Linux gives to outgoing connections: a server that was stopped finds its own free when it starts again.
    private const int First = 20_000;
    private const int End = 32_000;

    public static int Find()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
            if (Random.Shared.Next(First, End) is var port && IsFree(port)) return port;
        throw new InvalidOperationException($"No port of 127.0.0.1 between {First} and {End} is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
