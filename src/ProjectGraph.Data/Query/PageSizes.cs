using System.Globalization;

namespace ProjectGraph.Data.Query;

/// <summary>
/// The page sizes of a plan that are literals in its statements. A store that plans a statement once for all values needs
/// to know the number of rows to plan for.
/// </summary>
internal sealed class PageSizes : IEquatable<PageSizes>
{
    // A page with more rows than this is treated as unlimited.
    private const long MaxSize = 10_000;

    private readonly int[] _slots;
    private readonly long[] _sizes;

    private PageSizes(int[] slots, long[] sizes) => (_slots, _sizes) = (slots, sizes);

    /// <returns>Null if a size is too large.</returns>
    public static PageSizes? TryCreate(int[] slots, IReadOnlyList<object?> values)
    {
        var sizes = Array.ConvertAll(slots, slot => (long)values[slot]!);
        return Array.TrueForAll(sizes, size => size is >= 0 and <= MaxSize) ? new(slots, sizes) : null;
    }

    /// <summary>The slots of the page sizes of all levels.</summary>
    public static IEnumerable<int> GetSlots(QueryPlan plan)
    {
        int? own = plan.Page switch
        {
            KeysetPage keyset => keyset.TakeSlot,
            OffsetPage offset => offset.TakeSlot,
            _ => null,
        };
        return (own is { } slot ? [slot] : Enumerable.Empty<int>())
            .Concat((plan.Selection?.Nested ?? []).SelectMany(nested => GetSlots(nested.Plan)))
            .Distinct();
    }

    /// <summary>The number of rows to fetch for a slot's page size.</summary>
    public string GetFetchCount(int slot) => (_sizes[Array.IndexOf(_slots, slot)] + 1).ToString(CultureInfo.InvariantCulture);

    public bool Equals(PageSizes? other) => other is not null && _sizes.AsSpan().SequenceEqual(other._sizes);

    public override bool Equals(object? other) => Equals(other as PageSizes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var size in _sizes)
            hash.Add(size);
        return hash.ToHashCode();
    }
}
