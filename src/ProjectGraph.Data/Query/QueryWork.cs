using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Estimates the work of a plan before it runs, in evaluations of a condition for a row. Few plans that are heavy by this
/// estimate run at a time, so that the fast ones of other callers never wait for them.
/// </summary>
internal sealed class QueryWork
{
    /// <summary>The work of about a twentieth of a second.</summary>
    public const double Heavy = 500_000;

    private const int Aggregated = 10;
    private const int Given = 5;
    private const int IndexedTerm = 2;
    private const int RelatedRows = 20;

    // The intermediate rows of derived tables and cross joins are not estimated.
    private const int Derived = 50;

    private readonly QueryPlan plan;
    private readonly double perRow;

    public QueryWork(QueryPlan plan)
    {
        this.plan = plan;
        var reads = plan.Aggregation is not null || plan.CountsTotal || plan.From is not null || plan.Cross.Count > 0
            || FilterWeight.ReadsAllRows(plan.Filter) || plan.Order.Any(ordering => FilterWeight.IsComputed(ordering.By))
            || plan.Page is OffsetPage { TakeSlot: null };
        if (!reads) return;
        var condition = FilterWeight.Of(plan.Filter) * Math.Pow(RelatedRows, Math.Max(0, FilterWeight.Nesting(plan.Filter) - 1));
        perRow = 1 + condition + (plan.Aggregation is null ? 0 : Aggregated) + (plan.From is null && plan.Cross.Count == 0 ? 0 : Derived);
    }

    public EntityModel Source => plan.Source;

    /// <summary>Whether the work depends on the number of rows of the source.</summary>
    public bool ReadsAllRows => perRow > 0 || plan.SearchSlot is not null;

    /// <param name="rows">The number of rows of the plan's source.</param>
    public double Of(IReadOnlyList<object?> values, long rows)
    {
        var work = rows * perRow;
        if (plan.SearchSlot is { } slot)
        {
            var terms = SearchText.Parse((string)values[slot]!);
            work += rows * (double)((terms.Long.Count * IndexedTerm) + (terms.Short.Count * FilterWeight.TextScan));
        }
        return work + Page(plan, values, rows);
    }

    private static double Page(QueryPlan plan, IReadOnlyList<object?> values, double most)
    {
        var (skip, take) = plan.Page switch
        {
            KeysetPage keyset => (0, Number(keyset.TakeSlot)),
            OffsetPage offset => (offset.SkipSlot is { } slot ? Number(slot) : 0, offset.TakeSlot is { } limit ? Number(limit) : most),
            _ => (0, most),
        };
        if (plan.Selection is not { } selection) return skip;
        var given = Math.Min(take, most);
        var ofOne = (double)Given;
        foreach (var nested in selection.Nested) ofOne += nested.Plan.Aggregation is null ? Page(nested.Plan, values, nested.Relation.AssumedSize) : nested.Relation.AssumedSize * Aggregated;
        return skip + (given * ofOne);

        double Number(int slot) => (long)values[slot]!;
    }
}
