using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Server;

/// <summary>Creates the key by which limits count a caller: the API key, the token's subject, or else the address.</summary>
internal static class CallerKey
{
    public static string Get(HttpContext context) =>
        context.Features.Get<CallerAccess>() is { } caller ? Get(caller) : FromAddress(context.Connection.RemoteIpAddress);

    public static string Get(CallerAccess caller) => $"{caller.Kind}:{caller.Id ?? caller.Name}";

    public static string FromAddress(IPAddress? address) => $"Address:{GetNetwork(address)}";

    /// <summary>Returns the network of an address. The owner of one IPv6 address usually owns its whole /64 network.</summary>
    public static IPAddress GetNetwork(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
