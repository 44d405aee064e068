using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Selects the queries for which one generic plan suits all values. They find a row by key, or scan an index that begins with
/// all of their conditions and continues in their order. PostgreSQL plans other queries again for the values of each run. For
/// a page of the selected queries, planning would take longer than reading it.
/// </summary>
internal static class OnePlan
{
    public static bool Is(QueryPlan plan) =>
        plan is { Aggregation: null, From: null, Cross.Count: 0, SearchSlot: null, Selection: { } selection }
        && Conditions(plan.Filter) is { } conditions
        && (IsOneRow(plan, conditions) || (IsPage(plan.Page) && IsWalk(plan, conditions)))
        && selection.Nested.All(IsOne);

    // The parents are not values of the query, so the planner knows nothing of them in either case.
    private static bool IsOne(NestedSelection nested) =>
        nested.Plan is { Aggregation: null, From: null, Cross.Count: 0, Filter: null, SearchSlot: null, Page: OffsetPage { SkipSlot: null } or KeysetPage { After: null, Before: null } }
        && (nested.Plan.Selection?.Nested ?? []).All(IsOne);

    private static bool IsPage(Page page) => page is KeysetPage or OffsetPage { SkipSlot: null, TakeSlot: not null };

    private static bool IsOneRow(QueryPlan plan, Conditions conditions) =>
        PostgresIndexes.Of(plan.Source.Type).Any(index => index.IsUnique && index.Columns.All(conditions.Same.Contains));

    private static bool IsWalk(QueryPlan plan, Conditions conditions)
    {
        if (Order(plan) is not { } order || (conditions.Ranged.Count > 0 && !conditions.Ranged.SetEquals([order[0]]))) return false;
        return PostgresIndexes.Of(plan.Source.Type).Any(index =>
            conditions.Same.SetEquals(index.Columns.Take(conditions.Same.Count)) && index.Columns.Skip(conditions.Same.Count).Take(order.Count).SequenceEqual(order));
    }

    // The ordering by the rows' own columns, with the key last.
    private static List<string>? Order(QueryPlan plan)
    {
        var columns = plan.Order.Select(each => Column(each.By)).OfType<string>().ToList();
        if (columns.Count < plan.Order.Count) return null;
        var key = plan.Source.Key.Property.Name;
        return columns.Contains(key) ? columns[..(columns.IndexOf(key) + 1)] : [.. columns, key];
    }

    private static Conditions? Conditions(Filter? filter)
    {
        var conditions = new Conditions([], []);
        return filter is null || Add(filter, conditions) ? conditions : null;
    }

    private static bool Add(Filter filter, Conditions conditions) => filter switch
    {
        AndFilter and => and.Filters.All(each => Add(each, conditions)),
        CompareFilter { Comparison: not Comparison.NotEqual, Right: SlotScalar value } compare when compare.Left.Kind == value.Kind && Column(compare.Left) is { } column =>
            (compare.Comparison == Comparison.Equal ? conditions.Same : conditions.Ranged).Add(column) || true,
        _ => false,
    };

    private static string? Column(Scalar scalar) => scalar is FieldScalar { Path.Count: 0 } field ? field.Field.Property.Name : null;
}

/// <param name="Same">Columns compared for equality with a value.</param>
/// <param name="Ranged">Columns compared with one bound or two.</param>
internal sealed record Conditions(HashSet<string> Same, HashSet<string> Ranged);
