using System.Text;

namespace ProjectGraph.Data.Query;

internal static partial class QueryPlanPrinter
{
    private static void PrintTable(StringBuilder text, DerivedTable table)
    {
        if (table is UnionTable union)
        {
            PrintList(text.Append("union("), union.Tables, PrintTable).Append(')');
            return;
        }
        var select = (SelectTable)table;
        text.Append('[').Append(select.Source.Set);
        if (select.From is { } from)
            PrintTable(text.Append(' '), from);
        if (select.Filter is { } filter)
            PrintFilter(text.Append(" where "), filter);
        PrintList(text.Append(" columns "), select.Columns, PrintScalar);
        if (select.GroupBy is { } keys)
            PrintList(text.Append(" group "), keys, PrintScalar);
        if (select.Order.Count > 0)
            PrintList(text.Append(" order "), select.Order, PrintOrdering);
        PrintPage(text, new OffsetPage(select.SkipSlot, select.TakeSlot));
        text.Append(']');
    }

    private static void PrintDerived(StringBuilder text, Filter filter)
    {
        switch (filter)
        {
            case InTableFilter inTable:
                PrintScalar(text, inTable.Value);
                PrintTable(text.Append(" in "), inTable.Table);
                break;
            case SearchFilter search:
                text.Append(search.UsesIndex ? "found $" : "holds $").Append(search.Slot).Append(" in ").Append(search.Entity.Set);
                break;
            case CrossFilter cross:
                PrintFilter(text.Append('×').Append(cross.Source).Append('('), cross.Inner);
                text.Append(')');
                break;
            default:
                throw new InvalidOperationException($"The filter {filter.GetType().Name} cannot be printed.");
        }
    }

    private static void PrintDerived(StringBuilder text, Scalar scalar)
    {
        switch (scalar)
        {
            case ColumnScalar column:
                text.Append(column.IsReal ? "~" : ".").Append(column.Column).Append(':').Append(column.Kind);
                break;
            case AggregateScalar aggregate:
                PrintAggregate(text, aggregate.Aggregate);
                break;
            case RelatedScalar related:
                PrintPath(text.Append("of "), related.Path).Append(related.Relation.Name).Append('(');
                PrintAggregate(text, related.Aggregate);
                text.Append(')');
                break;
            case LookupScalar lookup:
                PrintScalar(text.Append(lookup.Entity.Set).Append('('), lookup.Key);
                PrintScalar(text.Append(")."), lookup.Value);
                break;
            case CrossScalar cross:
                PrintScalar(text.Append('×').Append(cross.Source).Append('.'), cross.Inner);
                break;
            case WindowScalar window:
                if (window.Argument is { } of)
                    PrintScalar(text.Append("running "), of);
                else
                    text.Append("number");
                PrintList(text.Append(" over ("), window.Partition, PrintScalar);
                PrintList(text.Append(" order "), window.Order, PrintOrdering).Append(')');
                break;
            case CaseScalar @case:
                PrintList(text.Append("case("), @case.Branches, (into, branch) =>
                    {
                        PrintFilter(into, branch.Condition);
                        PrintScalar(into.Append(": "), branch.Value);
                    })
                    .Append("):")
                    .Append(@case.Kind);
                break;
            default:
                throw new InvalidOperationException($"The scalar {scalar.GetType().Name} cannot be printed.");
        }
    }
}
