using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>
/// Packs a query into the skip token, because some clients and proxies do not accept long next links. The token's
/// signature covers the packed query like any other query.
/// </summary>
internal static class PackedQuery
{
    private const char Prefix = '~';
    private const char Separator = '.';

    // The maximum length of a request line. The service never packs a longer query.
    private const int MaxLength = 16 * 1024;

    /// <param name="query">The query with its question mark.</param>
    public static string Pack(string query, string token)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(Encoding.UTF8.GetBytes(query));
        return $"{Prefix}{Base64Url.EncodeToString(packed.ToArray())}{Separator}{token}";
    }

    public static bool IsPacked(string? token) => token is [Prefix, ..];

    /// <exception cref="ApiException">The token was not issued by this service.</exception>
    public static (string Query, string Token) Unpack(string token)
    {
        var end = token.IndexOf(Separator, StringComparison.Ordinal);
        if (end < 0)
            throw InvalidToken();
        try
        {
            return (Decompress(Base64Url.DecodeFromChars(token.AsSpan(1, end - 1))), token[(end + 1)..]);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw InvalidToken();
        }
    }

    private static string Decompress(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        var bytes = new byte[MaxLength];
        var length = brotli.ReadAtLeast(bytes, MaxLength, throwOnEndOfStream: false);
        return length < MaxLength ? Encoding.UTF8.GetString(bytes, 0, length) : throw InvalidToken();
    }

    private static ApiException InvalidToken() =>
        new(
            ErrorCodes.BadUserInput,
            "The $skiptoken was not issued by this service. Follow the next link unchanged, or start again without it.",
            "$skiptoken"
        );
}
