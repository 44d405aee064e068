using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Estimates the work of a plan before it runs, in evaluations of a condition for a row. Few plans that are heavy by this
/// estimate run at a time, so that the fast ones of other callers never wait for them.
/// </summary>
internal sealed class QueryWorkEstimate
{
    /// <summary>The work of about a twentieth of a second.</summary>
    public const double HeavyThreshold = 500_000;

    private const int AggregationWeight = 10;
    private const int ReturnedRowWeight = 5;
    private const int IndexedTermWeight = 2;
    private const int AssumedRelatedRows = 20;

    // The intermediate rows of derived tables and cross joins are not estimated.
    private const int DerivedTableWeight = 50;

    private readonly QueryPlan _plan;
    private readonly double _perRow;

    public QueryWorkEstimate(QueryPlan plan)
    {
        _plan = plan;
        var reads =
            plan.Aggregation is not null
            || plan.CountsTotal
            || plan.From is not null
            || plan.CrossJoined.Count > 0
            || FilterWeight.ReadsAllRows(plan.Filter)
            || plan.Order.Any(ordering => FilterWeight.IsComputed(ordering.By))
            || plan.Page is OffsetPage { TakeSlot: null };
        if (!reads)
            return;
        var condition =
            FilterWeight.Estimate(plan.Filter) * Math.Pow(AssumedRelatedRows, Math.Max(0, FilterWeight.GetNestingDepth(plan.Filter) - 1));
        _perRow =
            1
            + condition
            + (plan.Aggregation is null ? 0 : AggregationWeight)
            + (plan.From is null && plan.CrossJoined.Count == 0 ? 0 : DerivedTableWeight);
    }

    public EntityModel Source => _plan.Source;

    /// <summary>Whether the work depends on the number of rows of the source.</summary>
    public bool ReadsAllRows => _perRow > 0 || _plan.SearchSlot is not null;

    /// <param name="rows">The number of rows of the plan's source.</param>
    public double Estimate(IReadOnlyList<object?> values, long rows)
    {
        var work = rows * _perRow;
        if (_plan.SearchSlot is { } slot)
        {
            var terms = SearchTerms.Parse((string)values[slot]!);
            work += rows * (double)((terms.Long.Count * IndexedTermWeight) + (terms.Short.Count * FilterWeight.TextScanWeight));
        }
        return work + EstimatePage(_plan, values, rows);
    }

    private static double EstimatePage(QueryPlan plan, IReadOnlyList<object?> values, double most)
    {
        var (skip, take) = plan.Page switch
        {
            KeysetPage keyset => (0, Number(keyset.TakeSlot)),
            OffsetPage offset => (offset.SkipSlot is { } slot ? Number(slot) : 0, offset.TakeSlot is { } limit ? Number(limit) : most),
            _ => (0, most),
        };
        if (plan.Selection is not { } selection)
            return skip;
        var given = Math.Min(take, most);
        var ofOne = (double)ReturnedRowWeight;
        foreach (var nested in selection.Nested)
            ofOne += nested.Plan.Aggregation is null
                ? EstimatePage(nested.Plan, values, nested.Relation.AssumedSize)
                : nested.Relation.AssumedSize * AggregationWeight;
        return skip + (given * ofOne);

        double Number(int slot) => (long)values[slot]!;
    }
}
