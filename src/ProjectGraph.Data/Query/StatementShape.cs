using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>What of a request's values changes the SQL.</summary>
/// <param name="Search">How the search text is looked up.</param>
/// <param name="Indexed">The slots, a bit for each of <see cref="IndexedSlots"/>, whose texts an index finds.</param>
/// <param name="Sizes">The pages' sizes, where the store is to plan the statements once; null where they are values like all others.</param>
/// <param name="Accounts">Which rows the caller may read at all.</param>
internal readonly record struct StatementShape(SearchShape Search, int Indexed, PageSizes? Sizes, AccountFilter Accounts)
{
    /// <summary>Nothing is known of the values: all texts are looked for by reading.</summary>
    public static readonly StatementShape Unknown = new(SearchShape.Unknown, 0, null, AccountFilter.None);

    /// <summary>Nothing is known of the values of levels below the root, whose rows are restricted all the same.</summary>
    public StatementShape Below => Unknown with { Accounts = Accounts };
}

/// <summary>The slots of a plan's filter whose texts an index finds, unless they are too short or too long for it.</summary>
internal sealed class IndexedSlots
{
    // Each doubles the statements that a plan can have.
    private const int Most = 4;

    private readonly IndexedText[] texts;

    private IndexedSlots() => texts = [];

    public IndexedSlots(QueryPlan plan) => texts = plan.Filter is { } filter ? [.. Of(filter).DistinctBy(text => (text.Slot, text.FoldsCase)).Take(Most)] : [];

    public static IndexedSlots None { get; } = new();

    public bool IsEmpty => texts.Length == 0;

    /// <summary>The bits of those texts that an index finds.</summary>
    public int Find(IReadOnlyList<object?> values)
    {
        var found = 0;
        for (var i = 0; i < texts.Length; i++)
            if (values[texts[i].Slot] is string text && texts[i].Finds(StoredText.Clean(text))) found |= 1 << i;
        return found;
    }

    public bool IsFound(IndexedText text, int found)
    {
        var at = Array.FindIndex(texts, each => each.Slot == text.Slot && each.FoldsCase == text.FoldsCase);
        return at >= 0 && (found & (1 << at)) != 0;
    }

    private static IEnumerable<IndexedText> Of(Filter filter) => filter switch
    {
        AndFilter and => and.Filters.SelectMany(Of),
        OrFilter or => or.Filters.SelectMany(Of),
        TextFilter text when IndexedText.Of(text) is { } indexed => [indexed],
        _ => [],
    };
}
