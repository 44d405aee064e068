using System.Buffers;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace ProjectGraph.Server;

/// <summary>The origins whose pages may use the service. CORS, WebSockets and the cross-site check share them.</summary>
internal sealed class AllowedOrigins(CorsPolicy policy)
{
    private const string Subdomains = "://*.";
    private static readonly SearchValues<char> InvalidAuthorityCharacters = SearchValues.Create("/\\?#@* ");

    /// <summary>Whether an origin, in the form that browsers send, is listed.</summary>
    public bool Includes(string origin) => policy.IsOriginAllowed(origin);

    /// <summary>Whether the origin is a page of this machine, on any port.</summary>
    public static bool IsLocal(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri is { Scheme: "http", Host: "localhost" or "127.0.0.1" or "[::1]" };

    /// <summary>Parses a configured origin, which may have <c>*</c> for the subdomains of a domain.</summary>
    /// <returns>The origin as browsers write it. Null for an invalid value.</returns>
    public static string? Parse(string value)
    {
        var isWildcard = value.Contains(Subdomains, StringComparison.Ordinal);
        var text = isWildcard ? value.Replace(Subdomains, "://", StringComparison.Ordinal) : value;
        var authority = text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? text[(end + 3)..] : "";
        if (
            authority.Length == 0
            || authority.AsSpan().ContainsAny(InvalidAuthorityCharacters)
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
        )
            return null;
        if (isWildcard && !HasSubdomains(uri))
            return null;
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return $"{uri.Scheme}{(isWildcard ? Subdomains : "://")}{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";
    }

    // A wildcard for a whole top-level domain would allow every site.
    private static bool HasSubdomains(Uri uri) =>
        uri is { Scheme: "http" or "https", HostNameType: UriHostNameType.Dns }
        && (uri.Host.Contains('.', StringComparison.Ordinal) || uri.Host == "localhost");
}
