using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Postgres.Testing;

/// <summary>Finds free ports.</summary>
internal static class FreePort
{
    // Below Linux's range for outgoing connections, so that a stopped server finds its port free at the next start.
    private const int FirstPort = 20_000;
    private const int EndPort = 32_000;

    public static int Find()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
            if (Random.Shared.Next(FirstPort, EndPort) is var port && IsFree(port))
                return port;
        throw new InvalidOperationException($"No port of 127.0.0.1 between {FirstPort} and {EndPort} is free.");
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
