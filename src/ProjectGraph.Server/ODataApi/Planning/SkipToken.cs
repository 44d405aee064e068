namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The start of a next page.</summary>
/// <param name="PageSize">The page size of the first request.</param>
/// <param name="Remaining">The number of rows of <c>$top</c> that are still to be returned; null means all.</param>
/// <param name="TrackChangesFrom">
/// The position of the change log at the first page, for the delta link on the last page; null without change tracking.
/// </param>
internal sealed record SkipToken(int PageSize, long? Remaining, SkipPlace Place, long? TrackChangesFrom = null);

internal abstract record SkipPlace
{
    /// <summary>After the row with these values in the ordering, key last: whole numbers, reals, texts and nulls.</summary>
    public sealed record After(IReadOnlyList<object?> Values) : SkipPlace;

    /// <summary>After the row with this key. Its values are too long for a URL.</summary>
    public sealed record AfterKey(long Key) : SkipPlace;

    /// <summary>After this many groups.</summary>
    public sealed record AfterCount(long Count) : SkipPlace;
}
