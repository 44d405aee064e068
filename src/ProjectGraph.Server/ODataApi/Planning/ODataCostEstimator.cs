using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Estimates the cost of a URL with GraphQL's weights, before the query runs.</summary>
internal sealed class ODataCostEstimator(CostLimits limits, CallerLimits callers, RowSizes sizes)
{
    // Quotes, colon and comma of a member.
    private const int MemberBytes = 4;
    private const int BraceBytes = 3;
    private const int ETagBytes = 40;
    private const int GroupValueBytes = 20;

    /// <summary>
    /// Charges the cost of a plan to the caller's budget. An admitted page is weighed again only after the store's sizes change.
    /// </summary>
    /// <exception cref="ApiException">The cost exceeds the limit or the caller's remaining budget.</exception>
    public Cost Admit(HttpContext http, ODataPlan plan, long rows)
    {
        var version = sizes.Version;
        if (plan.Admitted is not { } admitted || admitted.Rows != rows || admitted.SizesVersion != version)
            plan.Admitted = admitted = new(rows, Estimate(plan, rows, CallerAccess.Get(http)), version);
        Charge(http, admitted.Cost);
        return admitted.Cost;
    }

    /// <summary>Charges a cost to the caller's budget.</summary>
    /// <exception cref="ApiException">The cost exceeds the caller's remaining budget.</exception>
    public void Charge(HttpContext http, Cost cost) => callers.Charge(http, cost);

    /// <exception cref="ApiException">The cost exceeds the limit. The message suggests a smaller request.</exception>
    public Cost Estimate(ODataPlan plan, long rows, CallerAccess caller)
    {
        var root = BuildTree(plan, rows);
        var cost = root.GetTotal();
        if (!limits.Enforce || cost.IsWithin(limits) || limits.ForCaller(caller) is var own && cost.IsWithin(own))
            return cost;
        var refusal = CostRefusal.Create(root, own);
        var message = refusal.FormatMessage(DescribeAdvice, advice => $"leave out the expansion of `{advice.Path}`");
        throw new ApiException(ErrorCodes.QueryTooCostly, message, refusal.MostExpensivePath);
    }

    private static string DescribeAdvice(CostAdvice advice) => $"ask for `{advice.Argument}={advice.Value}` of `{advice.Path}`";

    internal CostNode BuildTree(ODataPlan plan, long rows)
    {
        var (query, set) = (plan.Query, plan.Query.Source.Set);
        var weight = 1 + EstimateConditions(query, plan.Values) + (query.Aggregation is null ? 0 : CostWeights.Aggregation);
        var slice = new CostSlice(set, "$top", rows);
        var stored =
            query.From is null && query.CrossJoined.Count == 0 && sizes.Get(query.Source) is { } known
                ? Math.Min(rows, known.Rows)
                : (double?)null;
        return new(
            "/",
            0,
            0,
            1,
            [
                new(set, weight, 1, rows, BuildChildren(plan.Shape, query.Selection, set, plan.Values, isRepeated: false))
                {
                    Slice = slice,
                    Bytes = EstimateBytes(plan.Shape, query.Selection),
                    AverageStored = stored,
                    IsUnconditional = stored is not null && IsUnfiltered(query),
                },
            ]
        );
    }

    /// <param name="isRepeated">Whether several rows lead to the same entity.</param>
    private CostNode[] BuildChildren(
        EntityShape shape,
        Selection? selection,
        string path,
        IReadOnlyList<object?> values,
        bool isRepeated
    ) =>
        [
            .. shape.Entity is null
                ? []
                : shape.ToOne.Select(one => new CostNode(
                    one.Name,
                    1,
                    1,
                    1,
                    BuildChildren(one.Shape, selection, $"{path}/{one.Name}", values, isRepeated: true)
                )
                {
                    Bytes = EstimateBytes(one.Shape, selection),
                }),
            .. shape.ToMany.Select(many => BuildToMany(shape.Entity!, many, selection!, path, values, isRepeated)),
        ];

    private CostNode BuildToMany(
        EntityModel entity,
        ToManyShape many,
        Selection selection,
        string path,
        IReadOnlyList<object?> values,
        bool isRepeated
    )
    {
        var (plan, below, relation) = (selection.Nested[many.NestedIndex].Plan, $"{path}/{many.Name}", entity.Relation(many.Name));
        // Without $top, each row is assumed to have the usual number of related rows, because a maximum for every row is unrealistic.
        var size = many.Top is { } top ? Math.Min(top, many.Take) : Math.Min(many.Take, GetUsualSize(relation));
        var mean = sizes.Get(entity)?.Lists[relation] is { } list
            ? isRepeated
                ? list.Weighted
                : list.Mean
            : (double?)null;
        if (plan.Aggregation is { } aggregation)
            return BuildGroups(many, aggregation, 1 + EstimateConditions(plan, values), GetUsualSize(relation), mean);
        return new(
            many.Name,
            1 + EstimateConditions(plan, values),
            1,
            size,
            BuildChildren(many.Shape, plan.Selection, below, values, isRepeated: false)
        )
        {
            Slice = new(below, "$top", size),
            Bytes = many.IsCountOnly ? 0 : EstimateBytes(many.Shape, plan.Selection),
            AverageStored = mean is { } rows ? Math.Min(many.Take, rows) : null,
            IsUnconditional = IsUnfiltered(plan) && mean is not null,
        };
    }

    // All groups are read regardless of $top: at most one per row, and one if there are no keys. Like a count, they are
    // computed from the rows of one entity.
    private static CostNode BuildGroups(ToManyShape many, Aggregation aggregation, double weight, int usual, double? rows)
    {
        var isOne = aggregation.Keys.Count == 0;
        return new(many.Name, weight + CostWeights.Count, 1, isOne ? 1 : usual, [])
        {
            Bytes = EstimateGroupBytes(many.Shape),
            AverageStored = isOne ? 1 : rows,
            IsUnconditional = isOne,
        };
    }

    /// <summary>Estimates the bytes of one object without its expanded objects.</summary>
    private double EstimateBytes(EntityShape shape, Selection? selection)
    {
        if (selection is null || shape.Entity is null)
            return 0;
        double bytes = BraceBytes + (shape.ETagColumn is null ? 0 : ETagBytes);
        foreach (var property in shape.Properties)
            bytes +=
                property.Name.EncodedUtf8Bytes.Length
                + MemberBytes
                + (
                    selection.Columns[property.Column] is FieldScalar { Field: var field } && sizes.Get(field.Entity) is { } size
                        ? size.GetFieldBytes(field)
                        : 0
                );
        foreach (var one in shape.ToOne)
            bytes += one.Name.Length + MemberBytes;
        foreach (var many in shape.ToMany)
            bytes += many.Name.Length + MemberBytes + 2;
        return bytes;
    }

    // The values of groups are keys and numbers, which are short.
    private static double EstimateGroupBytes(EntityShape shape) =>
        BraceBytes
        + shape.Properties.Sum(property => property.Name.EncodedUtf8Bytes.Length + MemberBytes + GroupValueBytes)
        + shape.ToOne.Sum(one => one.Name.Length + MemberBytes + EstimateGroupBytes(one.Shape));

    private static bool IsUnfiltered(QueryPlan plan) => plan.Filter is null && plan.SearchSlot is null;

    private static double EstimateConditions(QueryPlan plan, IReadOnlyList<object?> values) =>
        FilterWeight.Estimate(plan.Filter, values)
        + (plan.CountsTotal ? CostWeights.Count : 0)
        + (plan.SearchSlot is { } slot ? CostWeights.SearchTerm * FilterWeight.CountTerms((string)values[slot]!) : 0);

    private static int GetUsualSize(RelationModel relation) => relation.IsPaged ? ConnectionTypes.DefaultPageSize : relation.AssumedSize;
}
