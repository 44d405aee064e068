using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ProjectGraph.Server;

/// <summary>Where the service is found: by its clients, and by itself.</summary>
public sealed class PublicAddress(IConfiguration configuration, IHostEnvironment environment, IServer server)
{
    private readonly Uri? _configured = Configured(configuration);
    private readonly bool _hasAllowedHosts = !string.IsNullOrWhiteSpace(configuration["AllowedHosts"]);

    /// <summary>Whether the operator trusts proxies, which name the host that the client called.</summary>
    internal bool HasProxies { get; } = configuration.GetValue("ForwardedHeaders:Enabled", false);

    /// <summary>
    /// Begins the links in responses, without a slash at the end: <c>PublicUrl</c>, else as the client called. A host that
    /// anybody may have made up is left out, and the link leads to where its response came from.
    /// </summary>
    public string Root(HttpRequest request)
    {
        if (_configured is not null) return Text(_configured);
        return request.HttpContext.Features.Get<LinkHost>() is null
            ? request.PathBase.ToUriComponent()
            : $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
    }

    /// <summary>The same for a file that is opened elsewhere, where a link without a host leads nowhere.</summary>
    /// <exception cref="ApiException">The service does not know its address.</exception>
    public string AbsoluteRoot(HttpRequest request) => Root(request) is var root && root.Contains("://", StringComparison.Ordinal)
        ? root
        : throw new ApiException(ErrorCodes.BadRequest, $"The service does not know whether '{request.Host}' is its own name. The operator sets PublicUrl or AllowedHosts.", "Host");

    /// <summary>The path that the service lies below as its clients see it, without a slash at the end; mostly empty.</summary>
    public string Prefix(HttpRequest request) => _configured is null ? request.PathBase.ToUriComponent() : _configured.AbsolutePath.TrimEnd('/');

    /// <summary>Whether a URL leads to this service: by the name that the client called, or by <c>PublicUrl</c>.</summary>
    public bool IsOwn(Uri url, HttpRequest request) =>
        (Uri.TryCreate($"{url.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var called) && IsSame(url, called))
        || (_configured is not null && IsSame(url, _configured));

    /// <summary>Whether the host of a request may stand in links.</summary>
    /// <param name="isForwarded">Whether a trusted proxy named the host.</param>
    internal bool IsLinkable(HttpContext context, bool isForwarded) =>
        environment.IsDevelopment() || _hasAllowedHosts || isForwarded || IsOfThisMachine(context);

    /// <summary>What the operator has left open about the address; null where nothing is.</summary>
    internal string? Gap => environment.IsDevelopment() || _configured is not null || _hasAllowedHosts || HasProxies
        ? null
        : "Neither PublicUrl nor AllowedHosts is set. Links in responses have no host, unless the client calls by an address of this machine. Set PublicUrl to the address that clients call.";

    /// <summary>Where the running process reaches itself: how its connections find its own sandboxes. Known once it listens.</summary>
    public Uri Local
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

    private static Uri? Configured(IConfiguration configuration) => configuration["PublicUrl"] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" } ? url
        : throw new StartException($"PublicUrl is '{text}'. Give the address that clients call, such as https://data.example.com/graph.");

    private static string Text(Uri url) => url.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static bool IsSame(Uri one, Uri other) => one.Authority.Equals(other.Authority, StringComparison.OrdinalIgnoreCase);

    // Its loopback names, and the address that the client's connection has reached.
    private static bool IsOfThisMachine(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return true;
        if (!IPAddress.TryParse(host, out var address)) return false;
        return IPAddress.IsLoopback(address) || Plain(address).Equals(context.Connection.LocalIpAddress is { } local ? Plain(local) : null);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>Marks a request whose host may stand in links.</summary>
internal sealed class LinkHost
{
    public static readonly LinkHost Instance = new();
}
