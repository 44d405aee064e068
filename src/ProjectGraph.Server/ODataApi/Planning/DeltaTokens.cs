namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The position of a client in the change log.</summary>
/// <param name="PageSize">The page size of the first request.</param>
/// <param name="After">The last position that the client has read.</param>
/// <param name="Head">The end position of the changes that the client is reading; null after their last page.</param>
internal sealed record DeltaToken(int PageSize, long After, long? Head);

/// <summary>Writes and reads delta tokens (Protocol, section 11.3) as text.</summary>
internal sealed class DeltaTokens(TokenSigner signer)
{
    public string Write(DeltaToken token, string query) =>
        signer.Write(
            writer =>
            {
                writer.Write7BitEncodedInt(token.PageSize);
                writer.Write7BitEncodedInt64(token.After);
                writer.Write7BitEncodedInt64((token.Head ?? -1) + 1);
            },
            GetSignedQuery(query)
        );

    /// <exception cref="ApiException">The token belongs to another query, or was not issued by this service.</exception>
    public DeltaToken Read(string text, string query) =>
        signer.Read(text, GetSignedQuery(query), Read)
        ?? throw new ApiException(
            ErrorCodes.BadUserInput,
            "The $deltatoken does not belong to this query. Follow the delta link unchanged, or start again without it.",
            "$deltatoken"
        );

    private static DeltaToken Read(BinaryReader reader)
    {
        var (pageSize, after, head) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64() - 1);
        return new(pageSize, after, head < 0 ? null : head);
    }

    // The prefix prevents a skip token of the same query from being read as a delta token.
    private static string GetSignedQuery(string query) => "delta " + query;
}
