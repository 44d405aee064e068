namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Where a next page begins.</summary>
/// <param name="PageSize">The page size that the walk began with.</param>
/// <param name="Remaining">Rows that are still to be given of those that <c>$top</c> asked for; null is all.</param>
/// <param name="TrackedFrom">Where the change log stood when the walk began, where its end is to lead to the changes since; null is no tracking.</param>
internal sealed record SkipToken(int PageSize, long? Remaining, SkipPlace Place, long? TrackedFrom = null);

internal abstract record SkipPlace
{
    /// <summary>Behind the row with these values in the ordering, key last: whole numbers, reals, texts and nulls.</summary>
    public sealed record After(IReadOnlyList<object?> Values) : SkipPlace;

    /// <summary>Behind the row of this key, whose values were too long for a URL.</summary>
    public sealed record AfterKey(long Key) : SkipPlace;

    /// <summary>Behind this many groups.</summary>
    public sealed record AfterCount(long Count) : SkipPlace;
}
