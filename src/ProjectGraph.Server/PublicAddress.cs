using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ProjectGraph.Server;

/// <summary>The addresses of the service: for its clients, and for the process itself.</summary>
public sealed class PublicAddress(IConfiguration configuration, IHostEnvironment environment, IServer server)
{
    private readonly Uri? _configured = ReadPublicUrl(configuration);
    private readonly bool _hasAllowedHosts = !string.IsNullOrWhiteSpace(configuration["AllowedHosts"]);

    /// <summary>Whether the operator trusts proxies, which report the host that the client called.</summary>
    internal bool HasProxies { get; } = configuration.GetValue("ForwardedHeaders:Enabled", false);

    /// <summary>
    /// Returns the root of links in responses, without a trailing slash: <c>PublicUrl</c>, or else the address that the client
    /// called. An untrusted host is left out, and links are then relative to the response's host.
    /// </summary>
    public string GetRoot(HttpRequest request)
    {
        if (_configured is not null)
            return FormatUrl(_configured);
        return request.HttpContext.Features.Get<TrustedLinkHost>() is null
            ? request.PathBase.ToUriComponent()
            : $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
    }

    /// <summary>Returns the root with a host, for a downloaded file, in which relative links do not work.</summary>
    /// <exception cref="ApiException">The service does not know its address.</exception>
    public string GetAbsoluteRoot(HttpRequest request) =>
        GetRoot(request) is var root && root.Contains("://", StringComparison.Ordinal)
            ? root
            : throw new ApiException(
                ErrorCodes.BadRequest,
                $"The service cannot verify that '{request.Host}' is its own name. The operator must set PublicUrl or AllowedHosts.",
                "Host"
            );

    /// <summary>Returns the path prefix of the service in its clients' view, without a trailing slash. Usually empty.</summary>
    public string GetPathPrefix(HttpRequest request) =>
        _configured is null ? request.PathBase.ToUriComponent() : _configured.AbsolutePath.TrimEnd('/');

    /// <summary>Whether a URL has the host of this service: the host that the client called, or that of <c>PublicUrl</c>.</summary>
    public bool IsOwnUrl(Uri url, HttpRequest request) =>
        (Uri.TryCreate($"{url.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var called) && HasSameHost(url, called))
        || (_configured is not null && HasSameHost(url, _configured));

    /// <summary>Whether links may contain the host of a request.</summary>
    /// <param name="isForwarded">Whether a trusted proxy reported the host.</param>
    internal bool IsTrustedHost(HttpContext context, bool isForwarded) =>
        environment.IsDevelopment() || _hasAllowedHosts || isForwarded || IsHostOfThisMachine(context);

    /// <summary>A warning about missing settings of the address. Null if none is missing.</summary>
    internal string? MissingSettingWarning =>
        environment.IsDevelopment() || _configured is not null || _hasAllowedHosts || HasProxies
            ? null
            : "Neither PublicUrl nor AllowedHosts is set. Links in responses have no host, unless the client calls an address of this machine. Set PublicUrl to the address that clients call.";

    /// <summary>The address by which the process reaches itself and its sandboxes. It is known once the process listens.</summary>
    public Uri LocalUrl
    {
        get
        {
            var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("The server does not listen yet.");
            var address = BindingAddress.Parse(bound);
            var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
            return new($"{address.Scheme}://{host}:{address.Port}");
        }
    }

    private static Uri? ReadPublicUrl(IConfiguration configuration) =>
        configuration["PublicUrl"] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
            ? url
        : throw new StartException($"PublicUrl is '{text}'. Give the address that clients call, such as https://data.example.com/graph.");

    private static string FormatUrl(Uri url) => url.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static bool HasSameHost(Uri one, Uri other) => one.Authority.Equals(other.Authority, StringComparison.OrdinalIgnoreCase);

    // A loopback name, or the local address of the client's connection.
    private static bool IsHostOfThisMachine(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!IPAddress.TryParse(host, out var address))
            return false;
        return IPAddress.IsLoopback(address)
            || ToIPv4IfMapped(address).Equals(context.Connection.LocalIpAddress is { } local ? ToIPv4IfMapped(local) : null);
    }

    private static IPAddress ToIPv4IfMapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>Marks a request whose host links may contain.</summary>
internal sealed class TrustedLinkHost
{
    public static readonly TrustedLinkHost Instance = new();
}
