namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Writes and reads skip tokens as text.</summary>
internal sealed class SkipTokens(TokenSigner signer)
{
    public string Write(SkipToken token, string query) => signer.Write(writer => Write(writer, token), query);

    /// <exception cref="ApiException">The token belongs to another query, or was not issued by this service.</exception>
    public SkipToken Read(string text, string query) => signer.Read(text, query, Read) ?? throw InvalidToken();

    private static void Write(BinaryWriter writer, SkipToken token)
    {
        writer.Write7BitEncodedInt(token.PageSize);
        writer.Write7BitEncodedInt64((token.Remaining ?? -1) + 1);
        writer.Write7BitEncodedInt64((token.TrackChangesFrom ?? -1) + 1);
        switch (token.Place)
        {
            case SkipPlace.AfterCount counted:
                writer.Write((byte)'n');
                writer.Write7BitEncodedInt64(counted.Count);
                break;
            case SkipPlace.AfterKey keyed:
                writer.Write((byte)'k');
                writer.Write7BitEncodedInt64(keyed.Key);
                break;
            case SkipPlace.After after:
                writer.Write((byte)'v');
                writer.Write7BitEncodedInt(after.Values.Count);
                foreach (var value in after.Values)
                    Write(writer, value);
                break;
        }
    }

    private static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write((byte)'0');
                break;
            case long number:
                writer.Write((byte)'i');
                writer.Write7BitEncodedInt64(number);
                break;
            case double number:
                writer.Write((byte)'r');
                writer.Write(number);
                break;
            case string text:
                writer.Write((byte)'t');
                writer.Write(text);
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is not a supported type for a skip token.");
        }
    }

    private static SkipToken Read(BinaryReader reader)
    {
        var pageSize = reader.Read7BitEncodedInt();
        var remaining = reader.Read7BitEncodedInt64() - 1;
        var trackedFrom = reader.Read7BitEncodedInt64() - 1;
        SkipPlace place = reader.ReadByte() switch
        {
            (byte)'n' => new SkipPlace.AfterCount(reader.Read7BitEncodedInt64()),
            (byte)'k' => new SkipPlace.AfterKey(reader.Read7BitEncodedInt64()),
            _ => new SkipPlace.After(ReadValues(reader)),
        };
        return new(pageSize, remaining < 0 ? null : remaining, place, trackedFrom < 0 ? null : trackedFrom);
    }

    private static object?[] ReadValues(BinaryReader reader)
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

    private static ApiException InvalidToken() =>
        new(
            ErrorCodes.BadUserInput,
            "The $skiptoken does not belong to this query. Follow the next link unchanged, or start again without it.",
            "$skiptoken"
        );
}
