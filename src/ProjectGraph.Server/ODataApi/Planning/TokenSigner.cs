using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Writes and reads the tokens of links as text. A signature binds each token to its query, so that a token can neither be
/// forged nor used with another query.
/// </summary>
internal sealed class TokenSigner
{
    private const int SignatureLength = 16;
    private readonly byte[]? _configured;
    private readonly GraphStore _store;

    // The default key is the store's. All instances accept a link, and links survive a restart and a transfer to another
    // database.
    public TokenSigner(IConfiguration configuration, GraphStore store)
    {
        _store = store;
        if (configuration["OData:SkipTokenKey"] is { } text)
            _configured = SHA256.HashData(Encoding.UTF8.GetBytes("skip token " + text));
    }

    public string Write(Action<BinaryWriter> write, string query)
    {
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[SignatureLength]);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            write(writer);
        var bytes = stream.ToArray();
        Sign(bytes.AsSpan(SignatureLength), query).CopyTo(bytes, 0);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a token; null if it belongs to another query or was not issued by this service.</summary>
    public T? Read<T>(string text, string query, Func<BinaryReader, T> read)
        where T : class
    {
        var bytes = Decode(text);
        if (bytes.Length <= SignatureLength)
            return null;
        var signed = bytes.AsSpan(SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(Sign(signed, query), bytes.AsSpan(0, SignatureLength)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, SignatureLength, signed.Length), Encoding.UTF8);
        return read(reader);
    }

    private static byte[] Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private byte[] Sign(ReadOnlySpan<byte> payload, string query)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _configured ?? _store.Secret);
        hash.AppendData(payload);
        hash.AppendData(Encoding.UTF8.GetBytes(query));
        return hash.GetHashAndReset()[..SignatureLength];
    }
}
