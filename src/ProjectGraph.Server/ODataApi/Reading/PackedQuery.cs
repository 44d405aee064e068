using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>
/// A query that travels inside the skip token, because a next link that repeated it would be too long for some clients and
/// proxies. What it says is bound to the token's signature like any other query.
/// </summary>
internal static class PackedQuery
{
    private const char Mark = '~';
    private const char End = '.';

    // As long as a request line may be: nothing longer was ever packed here.
    private const int Longest = 16 * 1024;

    /// <param name="query">With its question mark.</param>
    public static string Pack(string query, string token)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) brotli.Write(Encoding.UTF8.GetBytes(query));
        return $"{Mark}{Base64Url.EncodeToString(packed.ToArray())}{End}{token}";
    }

    public static bool Is(string? token) => token is [Mark, ..];

    /// <exception cref="ApiException">Nothing that was packed here.</exception>
    public static (string Query, string Token) Unpack(string token)
    {
        var end = token.IndexOf(End, StringComparison.Ordinal);
        if (end < 0) throw Foreign();
        try
        {
            return (Text(Base64Url.DecodeFromChars(token.AsSpan(1, end - 1))), token[(end + 1)..]);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw Foreign();
        }
    }

    private static string Text(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        var bytes = new byte[Longest];
        var length = brotli.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false);
        return length < Longest ? Encoding.UTF8.GetString(bytes, 0, length) : throw Foreign();
    }

    private static ApiException Foreign() =>
        new(ErrorCodes.BadValue, "The $skiptoken is none of this service's. Follow the next link as it was given, or begin again without it.", "$skiptoken");
}
