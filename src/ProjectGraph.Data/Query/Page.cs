namespace ProjectGraph.Data.Query;

/// <summary>Which part of the ordered rows is read.</summary>
public abstract record Page
{
    /// <summary>Every row.</summary>
    public static readonly Page All = new OffsetPage(null, null);
}

/// <param name="SkipSlot">Slot of the number of rows that are left out; null is none.</param>
/// <param name="TakeSlot">Slot of the most rows that are read; null is all. One more is fetched to know whether more follow.</param>
public sealed record OffsetPage(int? SkipSlot, int? TakeSlot) : Page;

/// <summary>
/// A page that starts behind (or ends before) a row named by its values in the ordering, key last. It stays in place
/// while rows come and go, and costs the same on the thousandth page as on the first.
/// </summary>
/// <param name="TakeSlot">Slot of the most rows that are read. One more is fetched to know whether more follow.</param>
/// <param name="Backward">The last rows before the end instead of the first after the start.</param>
/// <param name="After">Values of the row that the page starts behind, one for each ordering and the key; null is the first page.</param>
/// <param name="Before">Values of the row that the page ends before.</param>
public sealed record KeysetPage(int TakeSlot, bool Backward = false, CursorSlots? After = null, CursorSlots? Before = null) : Page;

/// <param name="Slots">Slot of each value.</param>
/// <param name="IsNull">Whether that value is null: a null is compared differently, so it belongs to the shape.</param>
public sealed record CursorSlots(IReadOnlyList<int> Slots, IReadOnlyList<bool> IsNull)
{
    public bool Equals(CursorSlots? other) =>
        other is not null && Slots.SequenceEqual(other.Slots) && IsNull.SequenceEqual(other.IsNull);

    public override int GetHashCode() => HashCode.Combine(Slots.Count, IsNull.Count(isNull => isNull));
}
