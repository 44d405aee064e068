namespace ProjectGraph.Data.Query;

/// <summary>Which run of a nested level's rows belongs to which parent.</summary>
internal sealed class NestedRanges
{
    private readonly Dictionary<long, (int Start, int Count)> runs = [];
    private readonly Dictionary<long, long> totals = [];

    public void Add(long parent, int row)
    {
        runs.TryGetValue(parent, out var run);
        runs[parent] = run.Count == 0 ? (row, 1) : (run.Start, run.Count + 1);
    }

    public void SetTotal(long parent, long total) => totals[parent] = total;

    /// <summary>Leaves out, for each parent, the row that only showed that more follow.</summary>
    /// <param name="empty">The page of a parent that has no rows on it.</param>
    public Dictionary<long, NestedRows> Finish(long? take, bool backward, NestedRows empty, RowSet rows)
    {
        var byParent = new Dictionary<long, NestedRows>(runs.Count);
        foreach (var (parent, run) in runs)
        {
            var more = take is { } most && run.Count > most;
            var count = more ? (int)take!.Value : run.Count;
            if (backward) rows.Reverse(run.Start, count);
            byParent[parent] = backward
                ? empty with { Start = run.Start, Count = count, HasPrevious = more, Total = totals.GetValueOrDefault(parent) }
                : empty with { Start = run.Start, Count = count, HasNext = more, Total = totals.GetValueOrDefault(parent) };
        }
        foreach (var (parent, total) in totals)
            byParent.TryAdd(parent, empty with { Total = total });
        return byParent;
    }
}
