using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Decides which addresses are in the public Internet, by the IANA special-purpose registries. All others belong to a machine,
/// a network or a cloud's metadata service. No vendor is there, and calling one would expose internal services.
/// </summary>
internal static class PublicInternet
{
    private static readonly IPNetwork[] SpecialNetworks4 =
    [
        .. "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
            .Split(' ')
            .Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork Unicast6 = IPNetwork.Parse("2000::/3");

    // The first contains Teredo and the third is 6to4. Both embed an IPv4 address that could be an internal one.
    private static readonly IPNetwork[] SpecialNetworks6 =
    [
        .. "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".Split(' ').Select(network => IPNetwork.Parse(network)),
    ];

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !SpecialNetworks4.Any(network => network.Contains(address)),
            // Everything outside of global unicast is excluded: loopback, link-local, unique local, multicast, NAT64, IPv4-compatible.
            AddressFamily.InterNetworkV6 => Unicast6.Contains(address) && !SpecialNetworks6.Any(network => network.Contains(address)),
            _ => false,
        };
    }
}
