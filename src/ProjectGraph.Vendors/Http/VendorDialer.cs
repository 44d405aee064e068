using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Opens the TCP connections to vendors. It looks up the name once, checks the addresses and connects to exactly these. A name
/// that resolves to another address a moment later has no effect.
/// </summary>
/// <param name="resolve">Resolves a name to addresses. Tests replace the system's resolver.</param>
internal sealed class VendorDialer(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <exception cref="AddressRefusedException">One of the name's addresses is not in the public Internet.</exception>
    public async ValueTask<Stream> ConnectPublicAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (target, endpoint) = (context.InitialRequestMessage.RequestUri!.IdnHost.Trim('[', ']'), context.DnsEndPoint);
        if (IPAddress.TryParse(target, out var literal))
            CheckAddresses(target, [literal]);
        // Behind the operator's proxy, the proxy looks up the vendor's name.
        var isProxy = !endpoint.Host.Trim('[', ']').Equals(target, StringComparison.OrdinalIgnoreCase);
        var addresses = await _resolve(endpoint.Host, cancellationToken);
        if (!isProxy)
            CheckAddresses(target, addresses);
        return await OpenAsync(addresses, endpoint.Port, cancellationToken);
    }

    // One forbidden address is enough: the owner of the name must not be able to make us connect to it.
    private static void CheckAddresses(string host, IPAddress[] addresses)
    {
        if (addresses.FirstOrDefault(address => !PublicInternet.Contains(address)) is { } forbidden)
            throw new AddressRefusedException(host, forbidden);
    }

    private static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The host of a vendor account is not in the public Internet.</summary>
internal sealed class AddressRefusedException(string host, IPAddress address)
    : Exception(
        $"The address {address} of {host} is not in the public Internet. If this is intended, set AllowPrivateNetwork of the vendor account."
    );
