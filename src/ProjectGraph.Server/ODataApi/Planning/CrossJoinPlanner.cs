using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Plans <c>$crossjoin</c> (URL conventions, section 4.15). Each row has a link to one entity per set, or the entity if expanded.
/// </summary>
internal sealed class CrossJoinPlanner(Question builder, SelectionNeeds needs, Limits limits)
{
    public ODataPlan Plan()
    {
        var (clauses, joined) = (builder.Clauses, builder.Target.Joined);
        if (clauses.Apply.Count > 0 || clauses.Select is not null || clauses.Compute.Count > 0)
            throw Unoffered.Refusal("$apply, $compute or $select on a cross join", "Select within $expand, as in $expand=Projects($select=Name).", "$crossjoin");
        var selections = new SelectionPlanner(builder.Values, builder.Context, needs, limits.ODataDefaultPage, limits.ExpandDepth);
        var columns = new LevelColumns();
        Scalar[] keys = [.. joined.Select((entity, i) => Of(i, new FieldScalar(entity.Key)))];
        var expanded = clauses.Expand.Select(item => Expanded(item, selections, columns)).ToArray();
        var shape = new EntityShape
        {
            Entity = null,
            Properties = [],
            ToOne = expanded,
            Crossed = [.. joined.Select((entity, i) => new CrossShape(entity, columns.Column(keys[i]))).Where(each => expanded.All(one => one.Name != each.Entity.Set))],
        };
        var query = builder.Query();
        // The key of the first set comes last, as in every plan.
        query = query with { Order = [.. query.Order, .. keys.Skip(1).Select(key => new Ordering(key)).Where(key => query.Order.All(known => known.By != key.By))] };
        var cursor = query.Order.Select(each => each.By).TakeWhile(by => by != keys[0]).Append(keys[0]).Select(by => new CursorColumn(columns.Column(by), by.Kind)).ToArray();
        if (query.Order.Any(each => each.By == keys[0])) cursor = [];
        return new() { Query = query with { Selection = columns.ToSelection() }, Values = [], Shape = shape, Cursor = cursor };
    }

    private ToOneShape Expanded(ExpandItem item, SelectionPlanner selections, LevelColumns columns)
    {
        var index = builder.Target.Joined.ToList().FindIndex(entity => entity.Set == item.Path);
        if (index < 0) throw new ApiException(ErrorCodes.ODataInvalid, $"The cross join has no set '{item.Path}'. Expand one of the sets that $crossjoin names.", "$expand");
        var options = item.Options;
        if (item.End != ExpandEnd.Entities || options is not { Filter: null, Search: null, Top: null, Skip: null, Count: null, Levels: null, OrderBy.Count: 0, Compute.Count: 0, Apply.Count: 0 })
            throw Unoffered.Refusal("An option other than $select and $expand within the $expand of a cross join", "Put conditions and order outside of $expand, as in $filter=Projects/Id gt 1.", "$expand");
        var scope = new RowScope(null, builder.Target.Joined[index]) { Crossing = index == 0 ? null : index - 1 };
        return new(item.Path, selections.Plan(options, scope, columns, 1), Marker: null);
    }

    private static Scalar Of(int index, Scalar scalar) => index == 0 ? scalar : new CrossScalar(index - 1, scalar);
}
