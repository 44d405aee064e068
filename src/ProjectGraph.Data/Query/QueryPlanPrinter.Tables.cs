using System.Text;

namespace ProjectGraph.Data.Query;

internal static partial class QueryPlanPrinter
{
    private static void Table(StringBuilder text, DerivedTable table)
    {
        if (table is UnionTable union)
        {
            List(text.Append("union("), union.Tables, Table).Append(')');
            return;
        }
        var select = (SelectTable)table;
        text.Append('[').Append(select.Source.Set);
        if (select.From is { } from) Table(text.Append(' '), from);
        if (select.Filter is { } filter) Filter(text.Append(" where "), filter);
        List(text.Append(" columns "), select.Columns, Scalar);
        if (select.GroupBy is { } keys) List(text.Append(" group "), keys, Scalar);
        if (select.Order.Count > 0) List(text.Append(" order "), select.Order, Ordering);
        Page(text, new OffsetPage(select.SkipSlot, select.TakeSlot));
        text.Append(']');
    }

    private static void Further(StringBuilder text, Filter filter)
    {
        switch (filter)
        {
            case InTableFilter inTable: Scalar(text, inTable.Value); Table(text.Append(" in "), inTable.Table); break;
            case SearchFilter search: text.Append(search.UsesIndex ? "found $" : "holds $").Append(search.Slot).Append(" in ").Append(search.Entity.Set); break;
            case CrossFilter cross: Filter(text.Append('×').Append(cross.Source).Append('('), cross.Inner); text.Append(')'); break;
            default: throw new InvalidOperationException($"The filter {filter.GetType().Name} cannot be printed.");
        }
    }

    private static void Further(StringBuilder text, Scalar scalar)
    {
        switch (scalar)
        {
            case ColumnScalar column: text.Append(column.IsReal ? "~" : ".").Append(column.Column).Append(':').Append(column.Kind); break;
            case AggregateScalar aggregate: Aggregate(text, aggregate.Aggregate); break;
            case RelatedScalar related:
                Path(text.Append("of "), related.Path).Append(related.Relation.Name).Append('(');
                Aggregate(text, related.Aggregate);
                text.Append(')');
                break;
            case LookupScalar lookup: Scalar(text.Append(lookup.Entity.Set).Append('('), lookup.Key); Scalar(text.Append(")."), lookup.Value); break;
            case CrossScalar cross: Scalar(text.Append('×').Append(cross.Source).Append('.'), cross.Inner); break;
            case WindowScalar window:
                if (window.Of is { } of) Scalar(text.Append("running "), of); else text.Append("number");
                List(text.Append(" over ("), window.Partition, Scalar);
                List(text.Append(" order "), window.Order, Ordering).Append(')');
                break;
            case CaseScalar @case:
                List(text.Append("case("), @case.Branches, (into, branch) =>
                {
                    Filter(into, branch.Condition);
                    Scalar(into.Append(": "), branch.Value);
                }).Append("):").Append(@case.Kind);
                break;
            default: throw new InvalidOperationException($"The scalar {scalar.GetType().Name} cannot be printed.");
        }
    }
}
