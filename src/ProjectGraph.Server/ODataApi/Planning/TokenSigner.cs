using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Tokens of links as text: signed, and bound to the query that they continue, so that a token can neither be made up nor
/// used with another question.
/// </summary>
internal sealed class TokenSigner
{
    private const int SignatureLength = 16;
    private readonly byte[]? _configured;
    private readonly GraphStore _store;

    // Without a configured key it is the store's: whatever instance gets a link understands it, and links survive a restart,
    // and a move to another database too.
    public TokenSigner(IConfiguration configuration, GraphStore store)
    {
        _store = store;
        if (configuration["OData:SkipTokenKey"] is { } text) _configured = SHA256.HashData(Encoding.UTF8.GetBytes("skip token " + text));
    }

    public string Write(Action<BinaryWriter> write, string question)
    {
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[SignatureLength]);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true)) write(writer);
        var bytes = stream.ToArray();
        Sign(bytes.AsSpan(SignatureLength), question).CopyTo(bytes, 0);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What was written; null where the token is of another query, or none of the service's at all.</summary>
    public T? Read<T>(string text, string question, Func<BinaryReader, T> read) where T : class
    {
        var bytes = Bytes(text);
        if (bytes.Length <= SignatureLength) return null;
        var signed = bytes.AsSpan(SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(Sign(signed, question), bytes.AsSpan(0, SignatureLength))) return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, SignatureLength, signed.Length), Encoding.UTF8);
        return read(reader);
    }

    private static byte[] Bytes(string text)
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

    private byte[] Sign(ReadOnlySpan<byte> payload, string question)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _configured ?? _store.Secret);
        hash.AppendData(payload);
        hash.AppendData(Encoding.UTF8.GetBytes(question));
        return hash.GetHashAndReset()[..SignatureLength];
    }
}
