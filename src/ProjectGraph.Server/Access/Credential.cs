using System.Text;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>The key or token that a request presents.</summary>
/// <param name="Key">Empty where a credential was begun but holds nothing: Power BI probes for the challenge that way.</param>
internal sealed record Credential(string Key)
{
    // Far more than a request's headers can hold.
    private const int LongestBasic = 64 * 1024;

    public bool IsEmpty => Key.Length == 0;

    /// <summary>Whether it can only be a token: all keys begin alike.</summary>
    public bool IsToken => !IsEmpty && !Key.StartsWith(ApiKeyStore.Prefix, StringComparison.Ordinal);

    /// <summary>The credential that was read from the request; null where it presents none.</summary>
    public static Credential? Of(HttpContext context) => context.Features.Get<Credential>();

    /// <summary>The first credential that holds something, in the order of the headers <c>Authorization</c>, <c>X-API-Key</c> and the parameter.</summary>
    /// <returns>Null where the request presents nothing.</returns>
    public static Credential? Read(IHeaderDictionary headers, string? parameter = null)
    {
        Credential? empty = null;
        foreach (var credential in All(headers, parameter))
        {
            if (!credential.IsEmpty) return credential;
            empty = credential;
        }
        return empty;
    }

    // Secrets never reach a log by way of this record.
    public override string ToString() => IsEmpty ? "no key" : "a key";

    private static IEnumerable<Credential> All(IHeaderDictionary headers, string? parameter)
    {
        foreach (var authorization in headers.Authorization) yield return OfScheme((authorization ?? "").Trim());
        foreach (var key in headers["X-API-Key"]) yield return new((key ?? "").Trim());
        if (parameter is not null) yield return new(parameter);
    }

    private static Credential OfScheme(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return new("");
        var value = authorization[(space + 1)..].Trim();
        return authorization[..space].ToUpperInvariant() switch
        {
            "BEARER" => new(value),
            "BASIC" => new(PasswordOf(value)),
            _ => new(""),
        };
    }

    // RFC 7617 section 2: all after the first colon. The user name is free: BI tools insist on one.
    private static string PasswordOf(string base64)
    {
        if (base64.Length > LongestBasic) return "";
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return "";
        var pair = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : pair[(colon + 1)..];
    }
}
