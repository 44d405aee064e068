using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Weighs what a URL asks for by the same measures as GraphQL's, before it runs.</summary>
internal sealed class ODataCosts(CostLimits limits, CallerLimits callers)
{
    /// <summary>Weighs a plan and takes its cost from the caller's budget.</summary>
    /// <exception cref="ApiException">It would cost too much, or more than the caller has left.</exception>
    public void Admit(HttpContext http, ODataPlan plan, long rows) => Charge(http, Weigh(plan, rows));

    /// <summary>Takes a cost from the caller's budget.</summary>
    /// <exception cref="ApiException">It is more than the caller has left.</exception>
    public void Charge(HttpContext http, Cost cost) => callers.Charge(http, cost);

    /// <exception cref="ApiException">It would cost too much; the message says what would not.</exception>
    public Cost Weigh(ODataPlan plan, long rows)
    {
        var root = Tree(plan, rows);
        var cost = root.Total();
        if (!limits.Enforce || cost.Fits(limits)) return cost;
        var refusal = CostRefusal.Of(root, limits);
        var message = refusal.Message(Ask, advice => $"leave out the expansion of `{advice.Path}`");
        throw new ApiException(ErrorCodes.TooCostly, message, refusal.Heaviest);
    }

    private static string Ask(CostAdvice advice) => $"ask for `{advice.Argument}={advice.Value}` of `{advice.Path}`";

    internal static CostNode Tree(ODataPlan plan, long rows)
    {
        var (query, set) = (plan.Query, plan.Query.Source.Set);
        var weight = 1 + Conditions(query, plan.Values) + (query.Aggregation is null ? 0 : CostWeights.Aggregation);
        var slice = new CostSlice(set, "$top", rows);
        return new("/", 0, 0, 1, [new(set, weight, 1, rows, Below(plan.Shape, query.Selection, set, plan.Values)) { Slice = slice }]);
    }

    private static CostNode[] Below(EntityShape shape, Selection? selection, string path, IReadOnlyList<object?> values) =>
    [
        .. shape.Entity is null ? [] : shape.ToOne.Select(one => new CostNode(one.Name, 1, 1, 1, Below(one.Shape, selection, $"{path}/{one.Name}", values))),
        .. shape.ToMany.Select(many => Many(shape.Entity!, many, selection!, path, values)),
    ];

    private static CostNode Many(EntityModel entity, ToManyShape many, Selection selection, string path, IReadOnlyList<object?> values)
    {
        var (plan, below) = (selection.Nested[many.Nested].Plan, $"{path}/{many.Name}");
        // Without $top a row has as many as is usual: a hundred of them never have a thousand each.
        var size = many.Top is { } top ? Math.Min(top, many.Take) : Math.Min(many.Take, Usual(entity.Relation(many.Name)));
        return new(many.Name, 1 + Conditions(plan, values), 1, size, Below(many.Shape, plan.Selection, below, values)) { Slice = new(below, "$top", size) };
    }

    private static double Conditions(QueryPlan plan, IReadOnlyList<object?> values) =>
        FilterWeight.Of(plan.Filter, values) + (plan.CountsTotal ? CostWeights.Count : 0)
        + (plan.SearchSlot is { } slot ? CostWeights.SearchTerm * FilterWeight.Terms((string)values[slot]!) : 0);

    private static int Usual(RelationModel relation) => relation.IsPaged ? ConnectionTypes.DefaultPage : relation.AssumedSize;
}
