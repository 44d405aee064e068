namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Chooses pages that repeat the last record of the page before: numbered pages shift when something on an earlier one is
/// deleted, and would skip as many records. A count of records does not show that, since a creation makes up for a deletion.
/// </summary>
internal static class PageOverlap
{
    /// <summary>
    /// The page that brings most that is new and still begins at or before the last record that was read: pages begin at
    /// multiples of their size, so a size is looked for that has one there. Where every size up to the wanted one ends just
    /// there, a larger one is taken.
    /// </summary>
    /// <param name="wanted">The page size that is wanted.</param>
    /// <param name="largest">The largest page size that the vendor allows.</param>
    public static (int Size, int Number) After(int seen, int wanted, int largest)
    {
        if (seen == 0)
            return (wanted, 1);
        var size = Furthest(seen - 1, wanted);
        if (End(seen - 1, size) <= seen)
            size = Furthest(seen - 1, largest);
        return (size, (seen - 1) / size + 1);
    }

    private static int Furthest(int last, int most) => Enumerable.Range(1, most).MaxBy(size => End(last, size));

    /// <summary>Where the page of this size ends that has the record in it.</summary>
    private static int End(int record, int size) => (record / size + 1) * size;
}
