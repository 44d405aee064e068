using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Computes the expected result of a plan, formatted by <see cref="ResultText"/> like the runner's result.</summary>
internal sealed class ExpectedResults(StoredRows world, IReadOnlyList<object?> values)
{
    private readonly Evaluator _evaluator = new(world, values);

    public string Compute(QueryPlan plan)
    {
        var text = new StringBuilder();
        if (plan.Aggregation is { } aggregation)
            Groups(text, plan, aggregation);
        else
            Level(text, plan, world.Rows(plan.Source), "");
        return text.ToString();
    }

    private void Level(StringBuilder text, QueryPlan plan, IEnumerable<Row> candidates, string indent)
    {
        var matching = candidates.Where(row => plan.Filter is null || _evaluator.IsTrue(plan.Filter, new(row))).ToList();
        var order = plan.Order.Append(new(new FieldScalar(plan.Source.Key))).ToArray();
        var keyed = matching.Select(row => (Row: row, Key: Key(row, order))).ToList();
        keyed.Sort((a, b) => Compare(a.Key, b.Key, order));
        var page = TakePage(keyed, plan.Page, order);
        ResultText.Head(text, indent, plan.CountsTotal ? matching.Count : null, page.HasNext, page.HasPrevious);
        if (plan.Selection is not { } selection)
            return;
        foreach (var (row, _) in page.Rows)
        {
            ResultText.Row(text, indent, selection.Columns.Select(column => _evaluator.Value(column, new(row))));
            foreach (var nested in selection.Nested)
                Level(text, nested.Plan, world.Many(row, nested.Relation), indent + "  ");
        }
    }

    private (List<(Row Row, object?[] Key)> Rows, bool HasNext, bool HasPrevious) TakePage(
        List<(Row Row, object?[] Key)> rows,
        Page page,
        Ordering[] order
    )
    {
        if (page is OffsetPage offset)
        {
            var skip = offset.SkipSlot is { } skipSlot ? (int)(long)values[skipSlot]! : 0;
            var most = offset.TakeSlot is { } takeSlot ? (int)(long)values[takeSlot]! : int.MaxValue;
            var rest = rows.Skip(skip).ToList();
            return (rest.Take(most).ToList(), rest.Count > most, skip > 0);
        }
        var keyset = (KeysetPage)page;
        var within = rows.Where(row => keyset.After is null || Compare(row.Key, Cursor(keyset.After), order) > 0)
            .Where(row => keyset.Before is null || Compare(row.Key, Cursor(keyset.Before), order) < 0)
            .ToList();
        var take = (int)(long)values[keyset.TakeSlot]!;
        return keyset.Backward
            ? (within.TakeLast(take).ToList(), keyset.Before is not null, within.Count > take)
            : (within.Take(take).ToList(), within.Count > take, keyset.After is not null);
    }

    private object?[] Cursor(CursorSlots cursor) => [.. cursor.Slots.Select((slot, i) => cursor.IsNullBySlot[i] ? null : values[slot])];

    private object?[] Key(Row row, Ordering[] order) => [.. order.Select(each => _evaluator.Value(each.By, new(row)))];

    private static int Compare(object?[] left, object?[] right, Ordering[] order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var compared = Values.CompareNullable(left[i], right[i]);
            if (compared != 0)
                return order[i].Descending ? -compared : compared;
        }
        return 0;
    }

    private void Groups(StringBuilder text, QueryPlan plan, Aggregation aggregation)
    {
        var matching = world.Rows(plan.Source).Where(row => plan.Filter is null || _evaluator.IsTrue(plan.Filter, new(row)));
        var groups = matching
            .GroupBy(row => string.Join('\u001f', aggregation.Keys.Select(key => Values.Written(_evaluator.Value(key, new(row))))))
            .Select(group => group.ToList())
            .ToList();
        if (groups.Count == 0 && aggregation.Keys.Count == 0)
            groups.Add([]);
        var rows = groups.Select(group => Group(aggregation, group)).Where(group => Having(aggregation.Having, group)).ToList();
        var keys = aggregation
            .Keys.Select((key, i) => new Ordering(new GroupScalar(i, key.Kind)))
            .Where(key => plan.Order.All(asked => asked.By != key.By));
        var order = plan.Order.Concat(keys).ToArray();
        var keyed = rows.Select(row => (row, Key: order.Select(each => row[((GroupScalar)each.By).Column]).ToArray())).ToList();
        keyed.Sort((a, b) => Compare(a.Key, b.Key, order));
        var page = (OffsetPage)plan.Page;
        var take = page.TakeSlot is { } slot ? (int)(long)values[slot]! : int.MaxValue;
        ResultText.Head(text, "", plan.CountsTotal ? rows.Count : null, rows.Count > take, false);
        foreach (var (row, _) in keyed.Take(take))
            ResultText.Row(text, "", row);
    }

    private object?[] Group(Aggregation aggregation, List<Row> rows) =>
        [
            .. aggregation.Keys.Select(key => _evaluator.Value(key, new(rows[0]))),
            .. aggregation.Aggregates.Select(aggregate => Aggregate(aggregate, rows)),
        ];

    private object? Aggregate(Aggregate aggregate, List<Row> rows)
    {
        if (aggregate.Argument is null)
            return (long)rows.Count;
        var all = rows.Select(row => _evaluator.Value(aggregate.Argument, new(row))).OfType<object>().ToList();
        return aggregate.Method switch
        {
            AggregateMethod.Count => (long)all.Count,
            AggregateMethod.CountDistinct => (long)all.Select(Values.Written).Distinct().Count(),
            _ when all.Count == 0 => null,
            AggregateMethod.Sum => all[0] is decimal ? all.Sum(Values.Exact) : (long)all.Sum(Values.Exact),
            AggregateMethod.Average => decimal.Round(all.Sum(Values.Exact) / all.Count, 10),
            AggregateMethod.Min => all.Aggregate((a, b) => Values.Compare(a, b) <= 0 ? a : b),
            _ => all.Aggregate((a, b) => Values.Compare(a, b) >= 0 ? a : b),
        };
    }

    private bool Having(Filter? having, object?[] group) =>
        having switch
        {
            null => true,
            CompareFilter { Left: GroupScalar left, Right: SlotScalar right } compare => Evaluator.Compares(
                compare.Comparison,
                group[left.Column],
                values[right.Slot]
            ),
            _ => throw new NotSupportedException(having.ToString()),
        };
}
