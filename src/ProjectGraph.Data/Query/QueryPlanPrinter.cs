using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Prints a plan completely on one line. Two plans with the same text are equal.</summary>
internal static partial class QueryPlanPrinter
{
    public static string Print(QueryPlan plan)
    {
        var text = new StringBuilder();
        Plan(text, plan);
        return text.ToString();
    }

    public static string Print(Filter filter) => Written(text => Filter(text, filter));

    public static string Print(Scalar scalar) => Written(text => Scalar(text, scalar));

    private static string Written(Action<StringBuilder> write)
    {
        var text = new StringBuilder();
        write(text);
        return text.ToString();
    }

    private static void Plan(StringBuilder text, QueryPlan plan)
    {
        text.Append("from ").Append(plan.Source.Set);
        foreach (var source in plan.Cross) text.Append(" × ").Append(source.Set);
        if (plan.From is { } table) Table(text.Append(' '), table);
        if (plan.Filter is { } filter) Filter(text.Append(" where "), filter);
        if (plan.SearchSlot is { } search) text.Append(" search $").Append(search);
        if (plan.Aggregation is { } aggregation) Aggregation(text, aggregation);
        if (plan.Order.Count > 0) List(text.Append(" order "), plan.Order, Ordering);
        Page(text, plan.Page);
        if (plan.CountsTotal) text.Append(" count");
        if (plan.Selection is { } selection) Selection(text, selection);
    }

    private static void Selection(StringBuilder text, Selection selection)
    {
        List(text.Append(" select "), selection.Columns, Scalar);
        foreach (var nested in selection.Nested)
        {
            text.Append(" with ").Append(nested.Relation.Name).Append(" by ").Append(nested.ParentColumn).Append(" {");
            Plan(text, nested.Plan);
            text.Append('}');
        }
    }

    private static void Aggregation(StringBuilder text, Aggregation aggregation)
    {
        List(text.Append(" group "), aggregation.Keys, Scalar);
        List(text.Append(" into "), aggregation.Aggregates, Aggregate);
        if (aggregation.Having is { } having) Filter(text.Append(" having "), having);
    }

    private static void Aggregate(StringBuilder text, Aggregate aggregate)
    {
        text.Append(aggregate.Method);
        if (aggregate.Of is { } of) Scalar(text.Append(' '), of);
    }

    private static void Ordering(StringBuilder text, Ordering ordering)
    {
        Scalar(text, ordering.By);
        if (ordering.Descending) text.Append(" desc");
    }

    private static void Page(StringBuilder text, Page page)
    {
        switch (page)
        {
            case OffsetPage offset:
                if (offset.SkipSlot is { } skip) text.Append(" skip $").Append(skip);
                if (offset.TakeSlot is { } take) text.Append(" take $").Append(take);
                break;
            case KeysetPage keyset:
                text.Append(keyset.Backward ? " last $" : " first $").Append(keyset.TakeSlot);
                if (keyset.After is { } after) Cursor(text.Append(" after "), after);
                if (keyset.Before is { } before) Cursor(text.Append(" before "), before);
                break;
        }
    }

    private static void Cursor(StringBuilder text, CursorSlots cursor)
    {
        for (var i = 0; i < cursor.Slots.Count; i++)
        {
            if (i > 0) text.Append(", ");
            if (cursor.IsNull[i]) text.Append("null");
            else text.Append('$').Append(cursor.Slots[i]);
        }
    }

    private static void Filter(StringBuilder text, Filter filter)
    {
        PlanSize.Check(text);
        switch (filter)
        {
            case ConstantFilter constant: text.Append(constant.Value ? "true" : "false"); break;
            case AndFilter and: List(text.Append("and("), and.Filters, Filter).Append(')'); break;
            case OrFilter or: List(text.Append("or("), or.Filters, Filter).Append(')'); break;
            case NotFilter not: Filter(text.Append("not("), not.Filter); text.Append(')'); break;
            case CompareFilter compare:
                Scalar(text, compare.Left);
                Scalar(text.Append(' ').Append(compare.Comparison).Append(' '), compare.Right);
                break;
            case InFilter @in:
                Scalar(text, @in.Value);
                text.Append(" in $").Append(@in.Slot).Append(@in.OrNull ? " or null" : "");
                break;
            case IsNullFilter isNull: Scalar(text, isNull.Value); text.Append(" is null"); break;
            case TextFilter match:
                Scalar(text, match.Value);
                Scalar(text.Append(' ').Append(match.Match).Append(match.IgnoreCase ? " ignoring case " : " "), match.Part);
                break;
            case TruthFilter truth: Scalar(text.Append("true("), truth.Value); text.Append(')'); break;
            case ExistsFilter exists: Path(text.Append("exists ").Append('^', exists.Levels), exists.Path).Append(exists.Relation.Name); break;
            case QuantifiedFilter quantified:
                Path(text.Append(quantified.Quantifier).Append(' ').Append('^', quantified.Levels), quantified.Path).Append(quantified.Relation.Name);
                if (quantified.Filter is { } inner) Filter(text.Append('('), inner); else text.Append('(');
                text.Append(')');
                break;
            default: Further(text, filter); break;
        }
    }

    private static void Scalar(StringBuilder text, Scalar scalar)
    {
        PlanSize.Check(text);
        switch (scalar)
        {
            case FieldScalar field: Path(text, field.Path).Append(field.Field.Name); break;
            case SlotScalar slot: text.Append('$').Append(slot.Slot).Append(':').Append(slot.Kind); break;
            case NullScalar @null: text.Append("null:").Append(@null.Kind); break;
            case GroupScalar group: text.Append('#').Append(group.Column); break;
            case OuterScalar outer: Scalar(text.Append('^', outer.Levels), outer.Inner); break;
            case FilterScalar filter: Filter(text.Append('('), filter.Filter); text.Append(')'); break;
            case CountScalar count:
                Path(text.Append("count ").Append('^', count.Levels), count.Path).Append(count.Relation.Name);
                if (count.Filter is { } inner) { Filter(text.Append('('), inner); text.Append(')'); }
                break;
            case VersionScalar version: Path(text.Append("version "), version.Path).Append(version.Entity.Name); break;
            case CallScalar call:
                List(text.Append(call.Function).Append('('), call.Arguments, Scalar).Append("):").Append(call.Kind);
                break;
            default: Further(text, scalar); break;
        }
    }

    private static StringBuilder Path(StringBuilder text, IReadOnlyList<RelationModel> path)
    {
        foreach (var relation in path) text.Append(relation.Name).Append('.');
        return text;
    }

    private static StringBuilder List<T>(StringBuilder text, IReadOnlyList<T> items, Action<StringBuilder, T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            write(text, items[i]);
        }
        return text;
    }
}
