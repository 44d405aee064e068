using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server;

/// <summary>
/// Authenticates a request without a credential. In Development, a caller on the same machine needs none. The host must be a
/// loopback name, because any site's name can resolve to this machine. Forwarded requests of a proxy are refused.
/// </summary>
internal sealed class LocalAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IHostEnvironment environment
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Local";

    private static readonly CallerAccess LocalCaller = new("local", AccessRole.Admin) { Kind = CallerKind.Local };

    // The service's own requests already have a caller. Clients cannot send such requests.
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(
            Context.User.Identity is CallerIdentity ? AuthenticateResult.Success(new(Context.User, Scheme))
            : NeedsNoCredential() ? AuthenticateResult.Success(new(new CallerIdentity(LocalCaller, Scheme).ToPrincipal(), Scheme))
            : AuthenticateResult.NoResult()
        );

    private bool NeedsNoCredential() =>
        environment.IsDevelopment()
        && Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
        && IsLocal(Context.Connection.RemoteIpAddress)
        && IsLocalName(Request.Host.Host)
        && !IsForwarded(Request.Headers);

    // A request without an address came by a Unix socket or an in-memory server, both on this machine.
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // The forwarding middleware has already removed the headers of trusted proxies.
    private static bool IsForwarded(IHeaderDictionary headers) =>
        headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded");
}
