using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Server;

/// <summary>Names the caller that limits are counted for: the key, the token's subject, else the address.</summary>
internal static class CallerKey
{
    public static string Of(HttpContext context) =>
        context.Features.Get<CallerAccess>() is { } caller ? Of(caller) : OfAddress(context.Connection.RemoteIpAddress);

    public static string Of(CallerAccess caller) => $"{caller.Kind}:{caller.Id ?? caller.Name}";

    public static string OfAddress(IPAddress? address) => $"Address:{Network(address)}";

    /// <summary>The network that an address stands for: who has one IPv6 address usually has the whole /64.</summary>
    public static IPAddress Network(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
