using System.Globalization;

namespace ProjectGraph.Data.Query;

/// <summary>
/// The sizes of a plan's pages, as they stand in its statements: a store that plans a statement once, for whatever values, has to know
/// of how many rows the plan is to be made.
/// </summary>
internal sealed class PageSizes : IEquatable<PageSizes>
{
    // More rows than these are no page.
    private const long Largest = 10_000;

    private readonly int[] slots;
    private readonly long[] sizes;

    private PageSizes(int[] slots, long[] sizes) => (this.slots, this.sizes) = (slots, sizes);

    /// <returns>Null where one is too large.</returns>
    public static PageSizes? Of(int[] slots, IReadOnlyList<object?> values)
    {
        var sizes = Array.ConvertAll(slots, slot => (long)values[slot]!);
        return Array.TrueForAll(sizes, size => size is >= 0 and <= Largest) ? new(slots, sizes) : null;
    }

    /// <summary>The slots of the sizes, of all levels.</summary>
    public static IEnumerable<int> SlotsOf(QueryPlan plan)
    {
        int? own = plan.Page switch
        {
            KeysetPage keyset => keyset.TakeSlot,
            OffsetPage offset => offset.TakeSlot,
            _ => null,
        };
        return (own is { } slot ? [slot] : Enumerable.Empty<int>()).Concat((plan.Selection?.Nested ?? []).SelectMany(nested => SlotsOf(nested.Plan))).Distinct();
    }

    /// <summary>The number of rows that a page of a slot's size is read with.</summary>
    public string RowsOf(int slot) => (sizes[Array.IndexOf(slots, slot)] + 1).ToString(CultureInfo.InvariantCulture);

    public bool Equals(PageSizes? other) => other is not null && sizes.AsSpan().SequenceEqual(other.sizes);

    public override bool Equals(object? other) => Equals(other as PageSizes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var size in sizes) hash.Add(size);
        return hash.ToHashCode();
    }
}
