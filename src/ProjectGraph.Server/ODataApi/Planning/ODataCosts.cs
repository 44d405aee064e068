using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Weighs what a URL asks for by the same measures as GraphQL's, before it runs.</summary>
internal sealed class ODataCosts(CostLimits limits)
{
    /// <exception cref="ApiException">It would cost too much; the message says what would not.</exception>
    public void Demand(ODataPlan plan, long rows)
    {
        if (!limits.Enforce) return;
        var root = Tree(plan, rows);
        if (root.Total().Fits(limits)) return;
        var refusal = CostRefusal.Of(root, limits);
        var message = refusal.Message(Ask, advice => $"leave out the expansion of `{advice.Path}`");
        throw new ApiException(ErrorCodes.TooCostly, message, refusal.Heaviest);
    }

    private static string Ask(CostAdvice advice) => $"ask for `{advice.Argument}={advice.Value}` of `{advice.Path}`";

    internal static CostNode Tree(ODataPlan plan, long rows)
    {
        var (query, set) = (plan.Query, plan.Query.Source.Set);
        var weight = 1 + Conditions(query) + (query.Aggregation is null ? 0 : CostWeights.Aggregation);
        var slice = new CostSlice(set, "$top", rows);
        return new("/", 0, 0, 1, [new(set, weight, 1, rows, Below(plan.Shape, query.Selection, set)) { Slice = slice }]);
    }

    private static CostNode[] Below(EntityShape shape, Selection? selection, string path) =>
    [
        .. shape.Entity is null ? [] : shape.ToOne.Select(one => new CostNode(one.Name, 1, 1, 1, Below(one.Shape, selection, $"{path}/{one.Name}"))),
        .. shape.ToMany.Select(many => Many(shape.Entity!, many, selection!, path)),
    ];

    private static CostNode Many(EntityModel entity, ToManyShape many, Selection selection, string path)
    {
        var (plan, below) = (selection.Nested[many.Nested].Plan, $"{path}/{many.Name}");
        // Without $top a row has as many as is usual: a hundred of them never have a thousand each.
        var size = many.Top is { } top ? Math.Min(top, many.Take) : Math.Min(many.Take, Usual(entity.Relation(many.Name)));
        return new(many.Name, 1 + Conditions(plan), 1, size, Below(many.Shape, plan.Selection, below)) { Slice = new(below, "$top", size) };
    }

    private static double Conditions(QueryPlan plan) =>
        FilterCost.Of(plan.Filter) + (plan.CountsTotal ? CostWeights.Count : 0) + (plan.SearchSlot is null ? 0 : CostWeights.Search);

    private static int Usual(RelationModel relation) => relation.IsPaged ? ConnectionTypes.DefaultPage : relation.AssumedSize;
}
