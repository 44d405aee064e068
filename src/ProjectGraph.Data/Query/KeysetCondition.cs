namespace ProjectGraph.Data.Query;

/// <summary>Builds the condition that a row follows a cursor in the ordering. Nulls are first ascending and last descending.</summary>
internal sealed class KeysetCondition(
    SqlDialect dialect,
    SqlParameters parameters,
    Func<Scalar, string> scalar,
    IReadOnlyList<Ordering> order
)
{
    /// <param name="before">Whether to select rows before the cursor instead of after it.</param>
    /// <param name="nulls">Whether to select only rows whose first value is null, or only the others; null selects both.</param>
    public string AfterCursor(CursorSlots cursor, bool before, bool? nulls = null)
    {
        if (nulls is true)
            return $"{scalar(order[0].By)} IS NULL";
        if (
            dialect.SupportsRowComparison
            && order.Count > 1
            && order.Index().All(each => each.Item.Descending == before && !cursor.IsNullBySlot[each.Index])
        )
            return AfterCursorByRow(cursor);
        var condition = "1 = 0";
        for (var i = order.Count - 1; i >= 0; i--)
            condition = AfterCursor(
                order[i],
                cursor.Slots[i],
                cursor.IsNullBySlot[i],
                before,
                condition,
                last: i == order.Count - 1,
                withNulls: i > 0 || nulls is null
            );
        return condition;
    }

    // Nulls sort first here. A row with a null before the first difference does not follow: unknown counts as false.
    private string AfterCursorByRow(CursorSlots cursor) =>
        $"({string.Join(", ", order.Select(each => scalar(each.By)))}) > ({string.Join(", ", order.Select((each, i) => parameters.Slot(cursor.Slots[i], each.By.Kind)))})";

    private string AfterCursor(Ordering ordering, int slot, bool isNull, bool before, string rest, bool last, bool withNulls)
    {
        var value = scalar(ordering.By);
        var isAscending = ordering.Descending == before;
        if (isNull)
            return AfterCursor(isAscending ? $"{value} IS NOT NULL" : null, $"{value} IS NULL", rest, last);

        var at = parameters.Slot(slot, ordering.By.Kind);
        if (isAscending)
            return last ? $"{value} > {at}" : $"({value} >= {at} AND ({value} > {at} OR {rest}))";
        // Descending, nulls sort last. The first comparison still lets an index find the start if there are none.
        if (ordering.By.IsNullable && withNulls)
            return AfterCursor($"({value} < {at} OR {value} IS NULL)", $"{value} = {at}", rest, last);
        return last ? $"{value} < {at}" : $"({value} <= {at} AND ({value} < {at} OR {rest}))";
    }

    private static string AfterCursor(string? after, string same, string rest, bool last) =>
        (after, last) switch
        {
            (null, true) => "1 = 0",
            (null, false) => $"({same} AND {rest})",
            (_, true) => after,
            _ => $"({after} OR ({same} AND {rest}))",
        };
}
