using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Formats a result as text with one line per row, so that two results can be compared.</summary>
internal static class ResultText
{
    public static string Format(QueryResult result, QueryPlan plan)
    {
        var text = new StringBuilder();
        Head(text, "", result.Total, result.HasNext, result.HasPrevious);
        Rows(text, "", result.Root, plan, 0, result.Root.Rows.Count);
        return text.ToString();
    }

    public static void Head(StringBuilder text, string indent, long? total, bool hasNext, bool hasPrevious) =>
        text.Append(indent)
            .Append("total ")
            .Append(total?.ToString() ?? "-")
            .Append(hasNext ? " next" : "")
            .AppendLine(hasPrevious ? " previous" : "");

    public static void Row(StringBuilder text, string indent, IEnumerable<object?> values) =>
        text.Append(indent).AppendJoin(" | ", values.Select(Values.Written)).AppendLine();

    private static void Rows(StringBuilder text, string indent, ResultLevel level, QueryPlan plan, int start, int count)
    {
        var kinds = Kinds(plan);
        for (var row = start; row < start + count; row++)
        {
            Row(text, indent, kinds.Select((kind, column) => Value(level.Rows, row, column, kind)));
            for (var i = 0; i < level.Nested.Count; i++)
                Nested(text, indent + "  ", level, row, plan.Selection!.Nested[i], level.Nested[i]);
        }
    }

    private static void Nested(StringBuilder text, string indent, ResultLevel level, int row, NestedSelection selection, NestedLevel nested)
    {
        var rows = level.Rows.IsNull(row, selection.ParentColumn) ? default : nested.GetRows(level.Rows.Long(row, selection.ParentColumn));
        Head(text, indent, selection.Plan.CountsTotal ? rows.Total : null, rows.HasNext, rows.HasPrevious);
        if (selection.Plan.Selection is not null)
            Rows(text, indent, nested.Level, selection.Plan, rows.Start, rows.Count);
    }

    private static (FieldKind Kind, bool IsAverage)[] Kinds(QueryPlan plan) =>
        plan.Aggregation is { } aggregation
            ?
            [
                .. aggregation.Keys.Select(key => (key.Kind, false)),
                .. aggregation.Aggregates.Select(each => (each.Kind, each.Method == AggregateMethod.Average)),
            ]
            : [.. (plan.Selection?.Columns ?? []).Select(column => (column.Kind, false))];

    private static object? Value(RowSet rows, int row, int column, (FieldKind Kind, bool IsAverage) read) =>
        read.IsAverage && read.Kind == FieldKind.Decimal
            ? rows.IsNull(row, column)
                ? null
                : rows.DecimalText(row, column)
            : Values.OfKind(rows.Value(row, column, read.Kind), read.Kind);
}
