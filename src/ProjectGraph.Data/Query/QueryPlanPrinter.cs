using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Prints a plan completely on one line. Two plans with the same text are equal.</summary>
internal static partial class QueryPlanPrinter
{
    public static string Print(QueryPlan plan)
    {
        var text = new StringBuilder();
        PrintPlan(text, plan);
        return text.ToString();
    }

    public static string Print(Filter filter) => Build(text => PrintFilter(text, filter));

    public static string Print(Scalar scalar) => Build(text => PrintScalar(text, scalar));

    private static string Build(Action<StringBuilder> write)
    {
        var text = new StringBuilder();
        write(text);
        return text.ToString();
    }

    private static void PrintPlan(StringBuilder text, QueryPlan plan)
    {
        text.Append("from ").Append(plan.Source.Set);
        foreach (var source in plan.CrossJoined)
            text.Append(" × ").Append(source.Set);
        if (plan.From is { } table)
            PrintTable(text.Append(' '), table);
        if (plan.Filter is { } filter)
            PrintFilter(text.Append(" where "), filter);
        if (plan.SearchSlot is { } search)
            text.Append(" search $").Append(search);
        if (plan.Aggregation is { } aggregation)
            PrintAggregation(text, aggregation);
        if (plan.Order.Count > 0)
            PrintList(text.Append(" order "), plan.Order, PrintOrdering);
        PrintPage(text, plan.Page);
        if (plan.CountsTotal)
            text.Append(" count");
        if (plan.Selection is { } selection)
            PrintSelection(text, selection);
    }

    private static void PrintSelection(StringBuilder text, Selection selection)
    {
        PrintList(text.Append(" select "), selection.Columns, PrintScalar);
        foreach (var nested in selection.Nested)
        {
            text.Append(" with ").Append(nested.Relation.Name).Append(" by ").Append(nested.ParentColumn).Append(" {");
            PrintPlan(text, nested.Plan);
            text.Append('}');
        }
    }

    private static void PrintAggregation(StringBuilder text, Aggregation aggregation)
    {
        PrintList(text.Append(" group "), aggregation.Keys, PrintScalar);
        PrintList(text.Append(" into "), aggregation.Aggregates, PrintAggregate);
        if (aggregation.Having is { } having)
            PrintFilter(text.Append(" having "), having);
    }

    private static void PrintAggregate(StringBuilder text, Aggregate aggregate)
    {
        text.Append(aggregate.Method);
        if (aggregate.Argument is { } of)
            PrintScalar(text.Append(' '), of);
    }

    private static void PrintOrdering(StringBuilder text, Ordering ordering)
    {
        PrintScalar(text, ordering.By);
        if (ordering.Descending)
            text.Append(" desc");
    }

    private static void PrintPage(StringBuilder text, Page page)
    {
        switch (page)
        {
            case OffsetPage offset:
                if (offset.SkipSlot is { } skip)
                    text.Append(" skip $").Append(skip);
                if (offset.TakeSlot is { } take)
                    text.Append(" take $").Append(take);
                break;
            case KeysetPage keyset:
                text.Append(keyset.Backward ? " last $" : " first $").Append(keyset.TakeSlot);
                if (keyset.After is { } after)
                    PrintCursor(text.Append(" after "), after);
                if (keyset.Before is { } before)
                    PrintCursor(text.Append(" before "), before);
                break;
        }
    }

    private static void PrintCursor(StringBuilder text, CursorSlots cursor)
    {
        for (var i = 0; i < cursor.Slots.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            if (cursor.IsNullBySlot[i])
                text.Append("null");
            else
                text.Append('$').Append(cursor.Slots[i]);
        }
    }

    private static void PrintFilter(StringBuilder text, Filter filter)
    {
        PlanSizeLimit.Check(text);
        switch (filter)
        {
            case ConstantFilter constant:
                text.Append(constant.Value ? "true" : "false");
                break;
            case AndFilter and:
                PrintList(text.Append("and("), and.Filters, PrintFilter).Append(')');
                break;
            case OrFilter or:
                PrintList(text.Append("or("), or.Filters, PrintFilter).Append(')');
                break;
            case NotFilter not:
                PrintFilter(text.Append("not("), not.Filter);
                text.Append(')');
                break;
            case CompareFilter compare:
                PrintScalar(text, compare.Left);
                PrintScalar(text.Append(' ').Append(compare.Comparison).Append(' '), compare.Right);
                break;
            case InFilter @in:
                PrintScalar(text, @in.Value);
                text.Append(" in $").Append(@in.Slot).Append(@in.OrNull ? " or null" : "");
                break;
            case IsNullFilter isNull:
                PrintScalar(text, isNull.Value);
                text.Append(" is null");
                break;
            case TextFilter match:
                PrintScalar(text, match.Value);
                PrintScalar(text.Append(' ').Append(match.Match).Append(match.IgnoreCase ? " ignoring case " : " "), match.Part);
                break;
            case BooleanFilter truth:
                PrintScalar(text.Append("true("), truth.Value);
                text.Append(')');
                break;
            case ExistsFilter exists:
                PrintPath(text.Append("exists ").Append('^', exists.LevelsOut), exists.Path).Append(exists.Relation.Name);
                break;
            case QuantifiedFilter quantified:
                PrintPath(text.Append(quantified.Quantifier).Append(' ').Append('^', quantified.LevelsOut), quantified.Path)
                    .Append(quantified.Relation.Name);
                if (quantified.Filter is { } inner)
                    PrintFilter(text.Append('('), inner);
                else
                    text.Append('(');
                text.Append(')');
                break;
            default:
                PrintDerived(text, filter);
                break;
        }
    }

    private static void PrintScalar(StringBuilder text, Scalar scalar)
    {
        PlanSizeLimit.Check(text);
        switch (scalar)
        {
            case FieldScalar field:
                PrintPath(text, field.Path).Append(field.Field.Name);
                break;
            case SlotScalar slot:
                text.Append('$').Append(slot.Slot).Append(':').Append(slot.Kind);
                break;
            case NullScalar @null:
                text.Append("null:").Append(@null.Kind);
                break;
            case GroupScalar group:
                text.Append('#').Append(group.Column);
                break;
            case OuterScalar outer:
                PrintScalar(text.Append('^', outer.LevelsOut), outer.Inner);
                break;
            case FilterScalar filter:
                PrintFilter(text.Append('('), filter.Filter);
                text.Append(')');
                break;
            case CountScalar count:
                PrintPath(text.Append("count ").Append('^', count.LevelsOut), count.Path).Append(count.Relation.Name);
                if (count.Filter is { } inner)
                {
                    PrintFilter(text.Append('('), inner);
                    text.Append(')');
                }
                break;
            case VersionScalar version:
                PrintPath(text.Append("version "), version.Path).Append(version.Entity.Name);
                break;
            case CallScalar call:
                PrintList(text.Append(call.Function).Append('('), call.Arguments, PrintScalar).Append("):").Append(call.Kind);
                break;
            default:
                PrintDerived(text, scalar);
                break;
        }
    }

    private static StringBuilder PrintPath(StringBuilder text, IReadOnlyList<RelationModel> path)
    {
        foreach (var relation in path)
            text.Append(relation.Name).Append('.');
        return text;
    }

    private static StringBuilder PrintList<T>(StringBuilder text, IReadOnlyList<T> items, Action<StringBuilder, T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            write(text, items[i]);
        }
        return text;
    }
}
