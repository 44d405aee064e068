using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>The properties of a request's values that change the SQL.</summary>
/// <param name="Search">The lookup of the search text.</param>
/// <param name="IndexedSlotBits">The slots whose texts an index finds, one bit per slot of <see cref="IndexedSlots"/>.</param>
/// <param name="Sizes">The page sizes, if the store plans the statements once; null if they are parameters.</param>
/// <param name="Accounts">The restriction to the caller's accounts.</param>
internal readonly record struct StatementShape(SearchShape Search, int IndexedSlotBits, PageSizes? Sizes, AccountFilter Accounts)
{
    /// <summary>The shape of unknown values: all texts are found by scans.</summary>
    public static readonly StatementShape Unknown = new(SearchShape.Unknown, 0, null, AccountFilter.None);

    /// <summary>The shape of levels below the root. Their values are unknown, but the account restriction applies.</summary>
    public StatementShape BelowRoot => Unknown with { Accounts = Accounts };
}

/// <summary>The slots of a plan's filter whose texts an index finds, unless a text is too short or too long.</summary>
internal sealed class IndexedSlots
{
    // Each slot doubles the number of statements that a plan can have.
    private const int MaxSlots = 4;

    private readonly IndexedText[] _texts;

    private IndexedSlots() => _texts = [];

    public IndexedSlots(QueryPlan plan) =>
        _texts = plan.Filter is { } filter ? [.. FindTexts(filter).DistinctBy(text => (text.Slot, text.FoldsCase)).Take(MaxSlots)] : [];

    public static IndexedSlots None { get; } = new();

    public bool IsEmpty => _texts.Length == 0;

    /// <summary>The bits of the texts that an index finds.</summary>
    public int GetFoundBits(IReadOnlyList<object?> values)
    {
        var found = 0;
        for (var i = 0; i < _texts.Length; i++)
            if (values[_texts[i].Slot] is string text && _texts[i].CanFind(StoredText.Clean(text)))
                found |= 1 << i;
        return found;
    }

    public bool IsFound(IndexedText text, int found)
    {
        var at = Array.FindIndex(_texts, each => each.Slot == text.Slot && each.FoldsCase == text.FoldsCase);
        return at >= 0 && (found & (1 << at)) != 0;
    }

    private static IEnumerable<IndexedText> FindTexts(Filter filter) =>
        filter switch
        {
            AndFilter and => and.Filters.SelectMany(FindTexts),
            OrFilter or => or.Filters.SelectMany(FindTexts),
            TextFilter text when IndexedText.TryCreate(text) is { } indexed => [indexed],
            _ => [],
        };
}
