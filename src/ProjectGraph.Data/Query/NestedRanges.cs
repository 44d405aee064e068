using System.Runtime.InteropServices;

namespace ProjectGraph.Data.Query;

/// <summary>Assigns a nested level's rows to their parents as ranges.</summary>
internal sealed class NestedRanges(int parents, NestedRows empty)
{
    private readonly Dictionary<long, NestedRows> byParent = new(parents);

    public void Add(long parent, int row)
    {
        ref var run = ref Of(parent);
        run = run.Count == 0 ? run with { Start = row, Count = 1 } : run with { Count = run.Count + 1 };
    }

    public void Clear() => byParent.Clear();

    public void SetTotal(long parent, long total)
    {
        ref var run = ref Of(parent);
        run = run with { Total = total };
    }

    /// <summary>Uses the number of rows read for each parent as its total.</summary>
    public void SetTotals()
    {
        foreach (var parent in byParent.Keys)
        {
            ref var run = ref Of(parent);
            run = run with { Total = run.Count };
        }
    }

    /// <summary>Removes each parent's extra row, which only shows that more rows follow.</summary>
    public Dictionary<long, NestedRows> Finish(long? take, bool backward, RowSet rows)
    {
        foreach (var parent in byParent.Keys)
        {
            ref var run = ref Of(parent);
            if (take is { } most && run.Count > most)
                run = backward ? run with { Count = (int)most, HasPrevious = true } : run with { Count = (int)most, HasNext = true };
            if (backward) rows.Reverse(run.Start, run.Count);
        }
        return byParent;
    }

    private ref NestedRows Of(long parent)
    {
        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(byParent, parent, out var known);
        if (!known) run = empty;
        return ref run;
    }
}
