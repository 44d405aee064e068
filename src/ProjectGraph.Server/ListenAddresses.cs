using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Server;

/// <summary>Checks that the service can listen, because the host would report a failure with its whole stack trace.</summary>
internal static class ListenAddresses
{
    private const string Port = "PORT";
    private const string Example = "http://127.0.0.1:5080";

    /// <exception cref="StartException">An address is in use, not allowed, or not an address of this machine.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var (setting, url) in ListConfigured(configuration))
            Check(setting, url);
    }

    /// <summary>Returns the message for an address that cannot be used, with the operator's remedy.</summary>
    /// <param name="setting">The variable with the address.</param>
    internal static string DescribeFailure(SocketError error, BindingAddress address, string setting) =>
        error switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Port {address.Port} is in use. Choose another one: {SuggestSetting(setting, address, address.Port == ushort.MaxValue ? 5080 : address.Port + 1)}",
            SocketError.AccessDenied =>
                $"The system does not allow the service to listen on {address}. Choose a port above 1023: {SuggestSetting(setting, address, 5080)}",
            SocketError.AddressNotAvailable =>
                $"{address.Host} is not an address of this machine, so the service cannot listen on {address}. Choose one that is: {setting}={Example}",
            _ => $"The service cannot listen on {address} ({error}). Choose another address: {setting}={Example}",
        };

    private static string SuggestSetting(string setting, BindingAddress address, int port) =>
        setting == Port ? $"make run PORT={port}" : $"{setting}={address.Scheme}://{address.Host}:{port}";

    // Endpoints in Kestrel's own section replace all others.
    private static IEnumerable<(string Setting, string Url)> ListConfigured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        if (endpoints.Count > 0)
            return endpoints
                .Where(endpoint => endpoint["Url"] is not null)
                .Select(endpoint => ($"{endpoint.Path.Replace(":", "__", StringComparison.Ordinal)}__Url", endpoint["Url"]!));
        var urls = configuration["urls"] ?? "";
        var setting = urls == Hosting.GetPortUrl(configuration) ? Port : "ASPNETCORE_URLS";
        return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => (setting, url));
    }

    private static void Check(string setting, string url)
    {
        var address = Parse(url);
        // Port 0 lets the system choose a free port. Pipes and Unix sockets have no port.
        if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0)
            return;
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ParseHost(address.Host), address.Port));
            socket.Listen();
        }
        catch (SocketException refused)
        {
            throw new StartException(DescribeFailure(refused.SocketErrorCode, address, setting));
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new StartException($"'{url}' is not an address to listen on. Give one such as {Example}.");
        }
    }

    // Like Kestrel, treats any other name as all addresses.
    private static IPAddress ParseHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : IPAddress.Any;
}
