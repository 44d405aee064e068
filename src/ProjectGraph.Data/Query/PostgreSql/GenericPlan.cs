using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Selects the queries for which one generic plan suits all values. They find a row by key, or scan an index that begins with
/// all of their conditions and continues in their order. PostgreSQL plans other queries again for the values of each run. For
/// a page of the selected queries, planning would take longer than reading it.
/// </summary>
internal static class GenericPlan
{
    public static bool IsSuitable(QueryPlan plan) =>
        plan is { Aggregation: null, From: null, CrossJoined.Count: 0, SearchSlot: null, Selection: { } selection }
        && GetConditions(plan.Filter) is { } conditions
        && (IsUniqueLookup(plan, conditions) || (IsFirstPage(plan.Page) && IsIndexScan(plan, conditions)))
        && selection.Nested.All(IsSuitableLevel);

    // The parents are not values of the query, so the planner knows nothing of them in either case.
    private static bool IsSuitableLevel(NestedSelection nested) =>
        nested.Plan
            is {
                Aggregation: null,
                From: null,
                CrossJoined.Count: 0,
                Filter: null,
                SearchSlot: null,
                Page: OffsetPage { SkipSlot: null } or KeysetPage { After: null, Before: null }
            }
        && (nested.Plan.Selection?.Nested ?? []).All(IsSuitableLevel);

    private static bool IsFirstPage(Page page) => page is KeysetPage or OffsetPage { SkipSlot: null, TakeSlot: not null };

    private static bool IsUniqueLookup(QueryPlan plan, ColumnConditions conditions) =>
        PostgresIndexes
            .GetOrderedIndexes(plan.Source.Type)
            .Any(index => index.IsUnique && index.Columns.All(conditions.EqualColumns.Contains));

    private static bool IsIndexScan(QueryPlan plan, ColumnConditions conditions)
    {
        if (GetOrderColumns(plan) is not { } order || (conditions.RangeColumns.Count > 0 && !conditions.RangeColumns.SetEquals([order[0]])))
            return false;
        return PostgresIndexes
            .GetOrderedIndexes(plan.Source.Type)
            .Any(index =>
                conditions.EqualColumns.SetEquals(index.Columns.Take(conditions.EqualColumns.Count))
                && index.Columns.Skip(conditions.EqualColumns.Count).Take(order.Count).SequenceEqual(order)
            );
    }

    // The ordering by the rows' own columns, with the key last.
    private static List<string>? GetOrderColumns(QueryPlan plan)
    {
        var columns = plan.Order.Select(each => GetColumn(each.By)).OfType<string>().ToList();
        if (columns.Count < plan.Order.Count)
            return null;
        var key = plan.Source.Key.Property.Name;
        return columns.Contains(key) ? columns[..(columns.IndexOf(key) + 1)] : [.. columns, key];
    }

    private static ColumnConditions? GetConditions(Filter? filter)
    {
        var conditions = new ColumnConditions([], []);
        return filter is null || TryAdd(filter, conditions) ? conditions : null;
    }

    private static bool TryAdd(Filter filter, ColumnConditions conditions) =>
        filter switch
        {
            AndFilter and => and.Filters.All(each => TryAdd(each, conditions)),
            CompareFilter { Comparison: not Comparison.NotEqual, Right: SlotScalar value } compare
                when compare.Left.Kind == value.Kind && GetColumn(compare.Left) is { } column => (
                compare.Comparison == Comparison.Equal ? conditions.EqualColumns : conditions.RangeColumns
            ).Add(column) || true,
            _ => false,
        };

    private static string? GetColumn(Scalar scalar) => scalar is FieldScalar { Path.Count: 0 } field ? field.Field.Property.Name : null;
}

/// <param name="EqualColumns">Columns compared for equality with a value.</param>
/// <param name="RangeColumns">Columns compared with one bound or two.</param>
internal sealed record ColumnConditions(HashSet<string> EqualColumns, HashSet<string> RangeColumns);
