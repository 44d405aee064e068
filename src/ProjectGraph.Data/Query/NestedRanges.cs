using System.Runtime.InteropServices;

namespace ProjectGraph.Data.Query;

/// <summary>Assigns a nested level's rows to their parents as ranges.</summary>
internal sealed class NestedRanges(int parents, NestedRows empty)
{
    private readonly Dictionary<long, NestedRows> _byParent = new(parents);

    public void Add(long parent, int row)
    {
        ref var run = ref GetRange(parent);
        run = run.Count == 0 ? run with { Start = row, Count = 1 } : run with { Count = run.Count + 1 };
    }

    public void Clear() => _byParent.Clear();

    public void SetTotal(long parent, long total)
    {
        ref var run = ref GetRange(parent);
        run = run with { Total = total };
    }

    /// <summary>Uses the number of rows read for each parent as its total.</summary>
    public void SetTotalsFromCounts()
    {
        foreach (var parent in _byParent.Keys)
        {
            ref var run = ref GetRange(parent);
            run = run with { Total = run.Count };
        }
    }

    /// <summary>Removes each parent's extra row, which only shows that more rows follow.</summary>
    public Dictionary<long, NestedRows> Finish(long? take, bool backward, RowSet rows)
    {
        foreach (var parent in _byParent.Keys)
        {
            ref var run = ref GetRange(parent);
            if (take is { } most && run.Count > most)
                run = backward ? run with { Count = (int)most, HasPrevious = true } : run with { Count = (int)most, HasNext = true };
            if (backward)
                rows.Reverse(run.Start, run.Count);
        }
        return _byParent;
    }

    private ref NestedRows GetRange(long parent)
    {
        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(_byParent, parent, out var known);
        if (!known)
            run = empty;
        return ref run;
    }
}
