using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Opens the connections to the vendors. The name is looked up once, the addresses are judged, and exactly these are
/// connected to: a name that means something else a moment later changes nothing.
/// </summary>
/// <param name="resolve">The addresses of a name; the system's way unless a test has its own.</param>
internal sealed class VendorDialer(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <exception cref="AddressRefusedException">One of the name's addresses is not in the public Internet.</exception>
    public async ValueTask<Stream> ConnectPublicAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (target, endpoint) = (context.InitialRequestMessage.RequestUri!.IdnHost.Trim('[', ']'), context.DnsEndPoint);
        if (IPAddress.TryParse(target, out var literal)) Check(target, [literal]);
        // Through the proxy that the operator has set, the name is the proxy's to look up.
        var isProxy = !endpoint.Host.Trim('[', ']').Equals(target, StringComparison.OrdinalIgnoreCase);
        var addresses = await resolve(endpoint.Host, cancellation);
        if (!isProxy) Check(target, addresses);
        return await OpenAsync(addresses, endpoint.Port, cancellation);
    }

    // One bad address among good ones is enough: which of them is connected to is not for the name's owner to choose.
    private static void Check(string host, IPAddress[] addresses)
    {
        if (addresses.FirstOrDefault(address => !PublicInternet.Contains(address)) is { } forbidden) throw new AddressRefusedException(host, forbidden);
    }

    private static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A connection's host lies where no vendor can be.</summary>
internal sealed class AddressRefusedException(string host, IPAddress address) : Exception(
    $"{host} is at {address}, which is not in the public Internet. Set AllowPrivateNetwork of the connection if that is meant.");
