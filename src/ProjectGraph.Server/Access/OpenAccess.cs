using System.Net;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>
/// In Development, whoever sits at the machine needs no key. A name that merely resolves to the machine is not enough
/// (a page elsewhere could have its own name do that), nor is a connection that a proxy makes for somebody else.
/// </summary>
internal sealed class OpenAccess(IHostEnvironment environment)
{
    private static readonly CallerAccess local = new("local", AccessRole.Admin) { Kind = CallerKind.Local };
    private readonly bool isOpen = environment.IsDevelopment();

    /// <summary>Null where the request needs a key.</summary>
    public CallerAccess? Caller(HttpContext context) =>
        isOpen && IsLocal(context.Connection.RemoteIpAddress) && IsLocalName(context.Request.Host.Host) && !IsForwarded(context.Request.Headers)
            ? local
            : null;

    // No address: a Unix socket or a server in memory, both on this machine.
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // Trusted forwarding has been taken out of the headers by then, and the address is the real one.
    private static bool IsForwarded(IHeaderDictionary headers) => headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded");
}
