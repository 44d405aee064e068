using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server;

/// <summary>
/// Authenticates a request without a credential: in Development, a caller on the machine itself needs none. A name that merely
/// resolves to the machine is not enough (a page elsewhere could have its own name do that), nor is a connection that a proxy
/// makes for somebody else.
/// </summary>
internal sealed class LocalAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IHostEnvironment environment)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Local";

    private static readonly CallerAccess Local = new("local", AccessRole.Admin) { Kind = CallerKind.Local };

    // A request of the service itself, which no client can make, has its caller from the start.
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Context.User.Identity is CallerIdentity ? AuthenticateResult.Success(new(Context.User, Scheme))
        : IsOpen() ? AuthenticateResult.Success(new(new CallerIdentity(Local, Scheme).ToPrincipal(), Scheme))
        : AuthenticateResult.NoResult());

    private bool IsOpen() =>
        environment.IsDevelopment()
        && Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
        && IsLocal(Context.Connection.RemoteIpAddress) && IsLocalName(Request.Host.Host) && !IsForwarded(Request.Headers);

    // No address: a Unix socket or a server in memory, both on this machine.
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // Trusted forwarding has been taken out of the headers by then, and the address is the real one.
    private static bool IsForwarded(IHeaderDictionary headers) => headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded");
}
