using System.Text;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>The key or token of a request.</summary>
/// <param name="Key">Empty if the header has a scheme only. Power BI probes for the challenge in this way.</param>
internal sealed record Credential(string Key)
{
    // Larger than a request's headers can be.
    private const int MaxBasicLength = 64 * 1024;

    public bool IsEmpty => Key.Length == 0;

    /// <summary>Whether the credential is a token. All API keys have the same prefix.</summary>
    public bool IsToken => !IsEmpty && !Key.StartsWith(ApiKeyStore.Prefix, StringComparison.Ordinal);

    /// <summary>Returns the credential that was read from the request, or null if it has none.</summary>
    public static Credential? Get(HttpContext context) => context.Features.Get<Credential>();

    /// <summary>Reads the first nonempty credential from <c>Authorization</c>, <c>X-API-Key</c> and the parameter, in this order.</summary>
    /// <returns>Null if the request has no credential.</returns>
    public static Credential? Read(IHeaderDictionary headers, string? parameter = null)
    {
        Credential? empty = null;
        foreach (var credential in ReadAll(headers, parameter))
        {
            if (!credential.IsEmpty)
                return credential;
            empty = credential;
        }
        return empty;
    }

    // Keeps the secret out of logs.
    public override string ToString() => IsEmpty ? "no key" : "a key";

    private static IEnumerable<Credential> ReadAll(IHeaderDictionary headers, string? parameter)
    {
        foreach (var authorization in headers.Authorization)
            yield return ParseAuthorization((authorization ?? "").Trim());
        foreach (var key in headers["X-API-Key"])
            yield return new((key ?? "").Trim());
        if (parameter is not null)
            yield return new(parameter);
    }

    private static Credential ParseAuthorization(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return new("");
        var value = authorization[(space + 1)..].Trim();
        return authorization[..space].ToUpperInvariant() switch
        {
            "BEARER" => new(value),
            "BASIC" => new(ParsePassword(value)),
            _ => new(""),
        };
    }

    // RFC 7617 section 2: the password starts after the first colon. Any user name is accepted, because BI tools require one.
    private static string ParsePassword(string base64)
    {
        if (base64.Length > MaxBasicLength)
            return "";
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return "";
        var pair = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : pair[(colon + 1)..];
    }
}
