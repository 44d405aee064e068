namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>How far a client has come in the change log.</summary>
/// <param name="PageSize">The page size that the walk began with.</param>
/// <param name="After">The last position that it has seen.</param>
/// <param name="Head">Where the stretch ends that it is reading; null between two stretches.</param>
internal sealed record DeltaToken(int PageSize, long After, long? Head);

/// <summary>Delta tokens (Protocol, section 11.3) as text.</summary>
internal sealed class DeltaTokens(TokenSigner signer)
{
    public string Write(DeltaToken token, string question) => signer.Write(writer =>
    {
        writer.Write7BitEncodedInt(token.PageSize);
        writer.Write7BitEncodedInt64(token.After);
        writer.Write7BitEncodedInt64((token.Head ?? -1) + 1);
    }, Bound(question));

    /// <exception cref="ApiException">The token is of another query, or none of the service's at all.</exception>
    public DeltaToken Read(string text, string question) => signer.Read(text, Bound(question), Read) ?? throw new ApiException(
        ErrorCodes.BadValue, "The $deltatoken does not belong to this query. Follow the delta link as it was given, or begin again without it.", "$deltatoken");

    private static DeltaToken Read(BinaryReader reader)
    {
        var (pageSize, after, head) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64() - 1);
        return new(pageSize, after, head < 0 ? null : head);
    }

    // A skip token of the same query is no delta token.
    private static string Bound(string question) => "delta " + question;
}
