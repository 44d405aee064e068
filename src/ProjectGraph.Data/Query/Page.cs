namespace ProjectGraph.Data.Query;

/// <summary>The part of the ordered rows to read.</summary>
public abstract record Page
{
    /// <summary>Every row.</summary>
    public static readonly Page All = new OffsetPage(null, null);
}

/// <param name="SkipSlot">Slot of the number of rows to skip; null skips none.</param>
/// <param name="TakeSlot">Slot of the maximum number of rows; null reads all. One more is fetched to detect further rows.</param>
public sealed record OffsetPage(int? SkipSlot, int? TakeSlot) : Page;

/// <summary>
/// A page that starts after, or ends before, a row identified by its ordering values and key. The page is stable while rows
/// are added and deleted. The thousandth page costs the same as the first.
/// </summary>
/// <param name="TakeSlot">Slot of the maximum number of rows. One more is fetched to detect further rows.</param>
/// <param name="Backward">Whether to read the last rows before the end instead of the first after the start.</param>
/// <param name="After">Values of the row before the page's first row, one per ordering and the key; null for the first page.</param>
/// <param name="Before">Values of the row after the page's last row.</param>
public sealed record KeysetPage(int TakeSlot, bool Backward = false, CursorSlots? After = null, CursorSlots? Before = null) : Page;

/// <param name="Slots">Slot of each value.</param>
/// <param name="IsNullBySlot">Whether each value is null. Nulls are compared differently, so this is part of the shape.</param>
public sealed record CursorSlots(IReadOnlyList<int> Slots, IReadOnlyList<bool> IsNullBySlot)
{
    public bool Equals(CursorSlots? other) =>
        other is not null && Slots.SequenceEqual(other.Slots) && IsNullBySlot.SequenceEqual(other.IsNullBySlot);

    public override int GetHashCode() => HashCode.Combine(Slots.Count, IsNullBySlot.Count(isNull => isNull));
}
