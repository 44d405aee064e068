namespace ProjectGraph.Server.Costs;

/// <summary>A change that brings a query within its limits.</summary>
/// <param name="Path">The field or navigation to change.</param>
/// <param name="Argument">The argument to set. Null means to leave the field out.</param>
/// <param name="Value">The largest value within the limits.</param>
internal sealed record CostAdvice(string Path, string? Argument = null, long Value = 0)
{
    /// <summary>
    /// Returns the smallest sufficient changes: one that requests fewer rows, and one that leaves a field out. If neither
    /// suffices, it returns a row limit for every list.
    /// </summary>
    public static IReadOnlyList<CostAdvice> Create(CostNode root, CostLimits limits)
    {
        var nodes = CostNodeAtPath.ListBelow(root).ToArray();
        CostSlice[] slices = [.. nodes.Select(each => each.Node.Slice).OfType<CostSlice>().Distinct()];
        CostAdvice?[] single = [LimitOneList(root, slices, limits), LeaveOutOneField(root, nodes, limits)];
        return single.All(each => each is null) ? LimitAllLists(root, slices, limits) : [.. single.OfType<CostAdvice>()];
    }

    private static CostAdvice? LimitOneList(CostNode root, CostSlice[] slices, CostLimits limits)
    {
        var fitting =
            from slice in slices
            let size = FindLargest(slice.RequestedSize, size =>
                root.GetTotal(node => node.Slice == slice ? size : node.Size).IsWithin(limits)
            )
            where size > 0
            orderby size / slice.RequestedSize descending
            select new CostAdvice(slice.Path, slice.Argument, size);
        return fitting.FirstOrDefault();
    }

    private static CostAdvice? LeaveOutOneField(CostNode root, CostNodeAtPath[] nodes, CostLimits limits)
    {
        var fitting =
            from placed in nodes
            where placed.Node.IsField
            let left = root.GetTotal(node => node.Size, without: placed.Node)
            where left.IsWithin(limits)
            // Prefers the change that keeps most of the query. Leaving out the whole query is not advice.
            orderby left.Field + left.Type descending
            select placed;
        return fitting.FirstOrDefault() is { Node: not null } found && !root.Children.Contains(found.Node) ? new(found.Path) : null;
    }

    private static CostAdvice[] LimitAllLists(CostNode root, CostSlice[] slices, CostLimits limits)
    {
        var most = slices.Length == 0 ? 0 : slices.Max(slice => slice.RequestedSize);
        var size = FindLargest(most, size =>
            root.GetTotal(node => node.Slice is null ? node.Size : Math.Min(size, node.Size)).IsWithin(limits)
        );
        return size == 0
            ? []
            : [.. slices.Where(slice => slice.RequestedSize > size).Select(slice => new CostAdvice(slice.Path, slice.Argument, size))];
    }

    // Binary search: a longer list never costs less.
    private static long FindLargest(double below, Func<double, bool> fits)
    {
        var (low, high) = (0L, (long)below);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (fits(middle))
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
