using System.Text;

namespace ProjectGraph.Server;

/// <summary>The key that a request presents.</summary>
/// <param name="Key">Empty where a credential was begun but holds no key: Power BI probes for the challenge that way.</param>
internal readonly record struct Credential(string Key)
{
    public bool IsEmpty => Key.Length == 0;

    /// <summary>Null where the request presents nothing.</summary>
    public static Credential? Read(IHeaderDictionary headers)
    {
        if (headers.Authorization is [{ } authorization, ..]) return new(OfScheme(authorization.Trim()));
        if (headers["X-API-Key"] is [{ } key, ..]) return new(key.Trim());
        return null;
    }

    /// <summary>Null where there is no such parameter.</summary>
    public static Credential? Of(string? parameter) => parameter is null ? null : new Credential(parameter);

    // Secrets never reach a log by way of this record.
    public override string ToString() => IsEmpty ? "no key" : "a key";

    private static string OfScheme(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return "";
        var value = authorization[(space + 1)..].Trim();
        return authorization[..space].ToUpperInvariant() switch
        {
            "BEARER" => value,
            "BASIC" => PasswordOf(value),
            _ => "",
        };
    }

    // RFC 7617 section 2: all behind the first colon. The user name is free: BI tools insist on one.
    private static string PasswordOf(string base64)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return "";
        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : pair[(colon + 1)..];
    }
}
