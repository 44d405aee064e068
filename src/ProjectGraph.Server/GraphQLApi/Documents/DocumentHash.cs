using System.Security.Cryptography;
using System.Text;

namespace ProjectGraph.Server.GraphQLApi.Documents;

/// <summary>Computes the hash that identifies a document: SHA-256 in lower-case hexadecimal.</summary>
internal static class DocumentHash
{
    private const string Scheme = "sha256:";

    public static string Compute(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Normalizes an id for look-up. A hash loses its scheme and becomes lower case. Other ids do not change.</summary>
    public static string Normalize(string id)
    {
        var hash = id.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? id[Scheme.Length..] : id;
        return hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigit) ? hash.ToLowerInvariant() : id;
    }
}
