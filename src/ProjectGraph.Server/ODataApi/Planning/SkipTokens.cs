using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Skip tokens as text: signed, and bound to the query that they continue, so that a token can neither be made up nor
/// used with another question.
/// </summary>
internal sealed class SkipTokens
{
    private const int SignatureLength = 16;
    private readonly byte[] key;

    // Whoever could forge a token would gain nothing but a page that begins elsewhere. So without a configured key one is
    // derived from what all instances of a service share anyway, and links survive a restart.
    public SkipTokens(IConfiguration configuration) =>
        key = SHA256.HashData(Encoding.UTF8.GetBytes("skip token " + (configuration["OData:SkipTokenKey"] ?? configuration.GetConnectionString("ProjectGraph"))));

    public string Write(SkipToken token, string question)
    {
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[SignatureLength]);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true)) Write(writer, token);
        var bytes = stream.ToArray();
        Sign(bytes.AsSpan(SignatureLength), question).CopyTo(bytes, 0);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="ApiException">The token is of another query, or none of the service's at all.</exception>
    public SkipToken Read(string text, string question)
    {
        var bytes = Bytes(text);
        if (bytes.Length <= SignatureLength) throw Foreign();
        var signed = bytes.AsSpan(SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(Sign(signed, question), bytes.AsSpan(0, SignatureLength))) throw Foreign();
        using var reader = new BinaryReader(new MemoryStream(bytes, SignatureLength, signed.Length), Encoding.UTF8);
        return Read(reader);
    }

    private static byte[] Bytes(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw Foreign();
        }
    }

    private byte[] Sign(ReadOnlySpan<byte> payload, string question)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(payload);
        hash.AppendData(Encoding.UTF8.GetBytes(question));
        return hash.GetHashAndReset()[..SignatureLength];
    }

    private static void Write(BinaryWriter writer, SkipToken token)
    {
        writer.Write7BitEncodedInt(token.PageSize);
        writer.Write7BitEncodedInt64((token.Remaining ?? -1) + 1);
        switch (token.Place)
        {
            case SkipPlace.AfterCount counted: writer.Write((byte)'n'); writer.Write7BitEncodedInt64(counted.Count); break;
            case SkipPlace.AfterKey keyed: writer.Write((byte)'k'); writer.Write7BitEncodedInt64(keyed.Key); break;
            case SkipPlace.After after:
                writer.Write((byte)'v');
                writer.Write7BitEncodedInt(after.Values.Count);
                foreach (var value in after.Values) Write(writer, value);
                break;
        }
    }

    private static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.Write((byte)'0'); break;
            case long number: writer.Write((byte)'i'); writer.Write7BitEncodedInt64(number); break;
            case double number: writer.Write((byte)'r'); writer.Write(number); break;
            case string text: writer.Write((byte)'t'); writer.Write(text); break;
            default: throw new InvalidOperationException($"{value.GetType().Name} is no value of a skip token.");
        }
    }

    private static SkipToken Read(BinaryReader reader)
    {
        var pageSize = reader.Read7BitEncodedInt();
        var remaining = reader.Read7BitEncodedInt64() - 1;
        SkipPlace place = reader.ReadByte() switch
        {
            (byte)'n' => new SkipPlace.AfterCount(reader.Read7BitEncodedInt64()),
            (byte)'k' => new SkipPlace.AfterKey(reader.Read7BitEncodedInt64()),
            _ => new SkipPlace.After(Values(reader)),
        };
        return new(pageSize, remaining < 0 ? null : remaining, place);
    }

    private static object?[] Values(BinaryReader reader)
    {
        var values = new object?[reader.Read7BitEncodedInt()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadByte() switch
            {
                (byte)'i' => reader.Read7BitEncodedInt64(),
                (byte)'r' => reader.ReadDouble(),
                (byte)'t' => reader.ReadString(),
                _ => null,
            };
        }
        return values;
    }

    private static ApiException Foreign() =>
        new(ErrorCodes.BadPage, "The $skiptoken does not belong to this query. Follow the next link as it was given, or begin again without it.", "$skiptoken");
}
