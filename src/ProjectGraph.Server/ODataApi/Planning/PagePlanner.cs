using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>A plan with its page, ready to run.</summary>
/// <param name="Remaining">The number of rows still to be returned, including this page; null means all.</param>
/// <param name="SkippedGroups">The number of groups on earlier pages.</param>
internal sealed record PagedPlan(QueryPlan Query, object?[] Values, int PageSize, long? Remaining, long SkippedGroups);

/// <summary>
/// Plans server-driven paging (Protocol, section 11.2.6.7). The first page may use <c>$skip</c>. Later pages begin after a row,
/// so that inserted and deleted rows do not shift them.
/// </summary>
internal static class PagePlanner
{
    public static PagedPlan PlanPage(ODataPlan plan, int pageSize, SkipToken? token)
    {
        var remaining = token is null ? plan.Top : token.Remaining;
        var values = new List<object?>(plan.Values) { Math.Min(pageSize, remaining ?? long.MaxValue) };
        var take = values.Count - 1;
        var counted = (token?.Place as SkipPlace.AfterCount)?.Count ?? 0;
        Page page =
            token?.Place is SkipPlace.After after ? new KeysetPage(take, After: AddCursor(after, plan.Cursor, values))
            : plan.Skip + counted > 0 || plan.Cursor.Count == 0 ? new OffsetPage(AddSkip(plan.Skip + counted, values), take)
            : new KeysetPage(take);
        return new(plan.Query with { Page = page }, ResolveValues(values), pageSize, remaining, counted);
    }

    /// <summary>Plans the query for one row's values in the ordering, for a token that holds only the key.</summary>
    public static (QueryPlan Query, object?[] Values) PlanPlaceLookup(ODataPlan plan, long key)
    {
        var columns = plan.Query.Selection!.Columns;
        var query = plan.Query with
        {
            Filter = new CompareFilter(
                new FieldScalar(plan.Query.Source.Key),
                Comparison.Equal,
                new SlotScalar(plan.Values.Count, plan.Query.Source.Key.Kind)
            ),
            SearchSlot = null,
            CountsTotal = false,
            Order = [],
            Selection = new([.. plan.Cursor.Select(cursor => columns[cursor.Column])], []),
        };
        return (query, ResolveValues([.. plan.Values, key]));
    }

    /// <summary>Resolves the values that are known only when the plan runs.</summary>
    public static object?[] ResolveValues(IReadOnlyList<object?> values)
    {
        var now = DateTimeOffset.UtcNow;
        return [.. values.Select(value => value is RequestTime moved ? LiteralConversion.AddClamped(now.UtcTicks, moved.Offset) : value)];
    }

    private static CursorSlots AddCursor(SkipPlace.After after, IReadOnlyList<CursorColumn> cursor, List<object?> values)
    {
        var first = values.Count;
        for (var i = 0; i < cursor.Count; i++)
            values.Add(CursorValues.ToSlotValue(after.Values[i], cursor[i].Kind));
        return new([.. Enumerable.Range(first, cursor.Count)], [.. after.Values.Select(value => value is null)]);
    }

    private static int? AddSkip(long count, List<object?> values)
    {
        if (count == 0)
            return null;
        values.Add(count);
        return values.Count - 1;
    }
}
