using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ProjectGraph.Server;

/// <summary>Where the service is found: by its clients, and by itself.</summary>
public sealed class PublicAddress(IConfiguration configuration, IServer server)
{
    private readonly string? configured = configuration["PublicUrl"]?.TrimEnd('/') is { Length: > 0 } url ? url : null;

    /// <summary>What links in answers begin with, without a slash at the end: <c>PublicUrl</c>, else as the client called.</summary>
    public string Root(HttpRequest request) => configured ?? $"{request.Scheme}://{request.Host.Value}{request.PathBase.Value}";

    /// <summary>The path that the service lies below as its clients see it, without a slash at the end; mostly empty.</summary>
    public string Prefix(HttpRequest request) => Uri.TryCreate(configured, UriKind.Absolute, out var url)
        ? url.AbsolutePath.TrimEnd('/')
        : request.PathBase.ToUriComponent();

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
}
