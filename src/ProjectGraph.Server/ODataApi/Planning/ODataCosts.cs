using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Estimates the cost of a URL with GraphQL's weights, before the query runs.</summary>
internal sealed class ODataCosts(CostLimits limits, CallerLimits callers, RowSizes sizes)
{
    // Quotes, colon and comma of a member.
    private const int Member = 4;
    private const int Braces = 3;
    private const int ETag = 40;
    private const int GroupValue = 20;

    /// <summary>
    /// Charges the cost of a plan to the caller's budget. An admitted page is weighed again only after the store's sizes change.
    /// </summary>
    /// <exception cref="ApiException">The cost exceeds the limit or the caller's remaining budget.</exception>
    public Cost Admit(HttpContext http, ODataPlan plan, long rows)
    {
        var version = sizes.Version;
        if (plan.Admitted is not { } admitted || admitted.Rows != rows || admitted.Sizes != version)
            plan.Admitted = admitted = new(rows, Weigh(plan, rows, CallerAccess.Of(http)), version);
        Charge(http, admitted.Cost);
        return admitted.Cost;
    }

    /// <summary>Charges a cost to the caller's budget.</summary>
    /// <exception cref="ApiException">The cost exceeds the caller's remaining budget.</exception>
    public void Charge(HttpContext http, Cost cost) => callers.Charge(http, cost);

    /// <exception cref="ApiException">The cost exceeds the limit. The message suggests a smaller request.</exception>
    public Cost Weigh(ODataPlan plan, long rows, CallerAccess caller)
    {
        var root = Tree(plan, rows);
        var cost = root.Total();
        if (!limits.Enforce || cost.Fits(limits) || limits.For(caller) is var own && cost.Fits(own)) return cost;
        var refusal = CostRefusal.Of(root, own);
        var message = refusal.Message(Ask, advice => $"leave out the expansion of `{advice.Path}`");
        throw new ApiException(ErrorCodes.TooCostly, message, refusal.Heaviest);
    }

    private static string Ask(CostAdvice advice) => $"ask for `{advice.Argument}={advice.Value}` of `{advice.Path}`";

    internal CostNode Tree(ODataPlan plan, long rows)
    {
        var (query, set) = (plan.Query, plan.Query.Source.Set);
        var weight = 1 + Conditions(query, plan.Values) + (query.Aggregation is null ? 0 : CostWeights.Aggregation);
        var slice = new CostSlice(set, "$top", rows);
        var stored = query.From is null && query.CrossJoined.Count == 0 && sizes.Get(query.Source) is { } known ? Math.Min(rows, known.Rows) : (double?)null;
        return new("/", 0, 0, 1, [new(set, weight, 1, rows, Below(plan.Shape, query.Selection, set, plan.Values, isRepeated: false))
        {
            Slice = slice,
            Bytes = Bytes(plan.Shape, query.Selection),
            Stored = stored,
            IsCertain = stored is not null && IsWhole(query),
        }]);
    }

    /// <param name="isRepeated">Whether several rows lead to the same entity.</param>
    private CostNode[] Below(EntityShape shape, Selection? selection, string path, IReadOnlyList<object?> values, bool isRepeated) =>
    [
        .. shape.Entity is null ? [] : shape.ToOne.Select(one => new CostNode(one.Name, 1, 1, 1, Below(one.Shape, selection, $"{path}/{one.Name}", values, isRepeated: true)) { Bytes = Bytes(one.Shape, selection) }),
        .. shape.ToMany.Select(many => Many(shape.Entity!, many, selection!, path, values, isRepeated)),
    ];

    private CostNode Many(EntityModel entity, ToManyShape many, Selection selection, string path, IReadOnlyList<object?> values, bool isRepeated)
    {
        var (plan, below, relation) = (selection.Nested[many.Nested].Plan, $"{path}/{many.Name}", entity.Relation(many.Name));
        // Without $top, each row is assumed to have the usual number of related rows, because a maximum for every row is unrealistic.
        var size = many.Top is { } top ? Math.Min(top, many.Take) : Math.Min(many.Take, Usual(relation));
        var mean = sizes.Get(entity)?.Lists[relation] is { } list ? isRepeated ? list.Weighted : list.Mean : (double?)null;
        if (plan.Aggregation is { } aggregation) return Groups(many, aggregation, 1 + Conditions(plan, values), Usual(relation), mean);
        return new(many.Name, 1 + Conditions(plan, values), 1, size, Below(many.Shape, plan.Selection, below, values, isRepeated: false))
        {
            Slice = new(below, "$top", size),
            Bytes = many.IsCount ? 0 : Bytes(many.Shape, plan.Selection),
            Stored = mean is { } rows ? Math.Min(many.Take, rows) : null,
            IsCertain = IsWhole(plan) && mean is not null,
        };
    }

    // All groups are read regardless of $top: at most one per row, and one if there are no keys. Like a count, they are
    // computed from the rows of one entity.
    private static CostNode Groups(ToManyShape many, Aggregation aggregation, double weight, int usual, double? rows)
    {
        var isOne = aggregation.Keys.Count == 0;
        return new(many.Name, weight + CostWeights.Count, 1, isOne ? 1 : usual, []) { Bytes = GroupBytes(many.Shape), Stored = isOne ? 1 : rows, IsCertain = isOne };
    }

    /// <summary>Estimates the bytes of one object without its expanded objects.</summary>
    private double Bytes(EntityShape shape, Selection? selection)
    {
        if (selection is null || shape.Entity is null) return 0;
        double bytes = Braces + (shape.ETagColumn is null ? 0 : ETag);
        foreach (var property in shape.Properties)
            bytes += property.Name.EncodedUtf8Bytes.Length + Member + (selection.Columns[property.Column] is FieldScalar { Field: var field } && sizes.Get(field.Entity) is { } size ? size.GetFieldBytes(field) : 0);
        foreach (var one in shape.ToOne) bytes += one.Name.Length + Member;
        foreach (var many in shape.ToMany) bytes += many.Name.Length + Member + 2;
        return bytes;
    }

    // The values of groups are keys and numbers, which are short.
    private static double GroupBytes(EntityShape shape) =>
        Braces + shape.Properties.Sum(property => property.Name.EncodedUtf8Bytes.Length + Member + GroupValue) + shape.ToOne.Sum(one => one.Name.Length + Member + GroupBytes(one.Shape));

    private static bool IsWhole(QueryPlan plan) => plan.Filter is null && plan.SearchSlot is null;

    private static double Conditions(QueryPlan plan, IReadOnlyList<object?> values) =>
        FilterWeight.Estimate(plan.Filter, values) + (plan.CountsTotal ? CostWeights.Count : 0)
        + (plan.SearchSlot is { } slot ? CostWeights.SearchTerm * FilterWeight.CountTerms((string)values[slot]!) : 0);

    private static int Usual(RelationModel relation) => relation.IsPaged ? ConnectionTypes.DefaultPage : relation.AssumedSize;
}
