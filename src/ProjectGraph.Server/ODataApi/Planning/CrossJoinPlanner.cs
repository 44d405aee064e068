using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Plans <c>$crossjoin</c> (URL conventions, section 4.15). Each row has a link to one entity per set, or the entity if expanded.
/// </summary>
internal sealed class CrossJoinPlanner(ODataQueryBuilder builder, SelectionNeeds needs, Limits limits)
{
    public ODataPlan Plan()
    {
        var (clauses, joined) = (builder.Clauses, builder.Target.Joined);
        if (clauses.Apply.Count > 0 || clauses.Select is not null || clauses.Compute.Count > 0)
            throw UnsupportedFeature.CreateError(
                "$apply, $compute or $select on a cross join",
                "Select within $expand, as in $expand=Projects($select=Name).",
                "$crossjoin"
            );
        var selections = new SelectionPlanner(builder.Values, builder.Context, needs, limits.ODataDefaultPage, limits.ExpandDepth);
        var columns = new LevelColumns();
        Scalar[] keys = [.. joined.Select((entity, i) => FromSource(i, new FieldScalar(entity.Key)))];
        var expanded = clauses.Expand.Select(item => PlanExpanded(item, selections, columns)).ToArray();
        var shape = new EntityShape
        {
            Entity = null,
            Properties = [],
            ToOne = expanded,
            CrossJoined =
            [
                .. joined
                    .Select((entity, i) => new CrossJoinShape(entity, columns.AddColumn(keys[i])))
                    .Where(each => expanded.All(one => one.Name != each.Entity.Set)),
            ],
        };
        var query = builder.BuildQuery();
        // The key of the first set comes last, as in every plan.
        query = query with
        {
            Order =
            [
                .. query.Order,
                .. keys.Skip(1).Select(key => new Ordering(key)).Where(key => query.Order.All(known => known.By != key.By)),
            ],
        };
        var cursor = query
            .Order.Select(each => each.By)
            .TakeWhile(by => by != keys[0])
            .Append(keys[0])
            .Select(by => new CursorColumn(columns.AddColumn(by), by.Kind))
            .ToArray();
        if (query.Order.Any(each => each.By == keys[0]))
            cursor = [];
        return new()
        {
            Query = query with { Selection = columns.ToSelection() },
            Values = [],
            Shape = shape,
            Cursor = cursor,
        };
    }

    private ToOneShape PlanExpanded(ExpandItem item, SelectionPlanner selections, LevelColumns columns)
    {
        var index = builder.Target.Joined.ToList().FindIndex(entity => entity.Set == item.Path);
        if (index < 0)
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"The cross join has no set '{item.Path}'. Expand one of the sets that $crossjoin names.",
                "$expand"
            );
        var options = item.Options;
        if (
            item.End != ExpandEnd.Entities
            || options
                is not {
                    Filter: null,
                    Search: null,
                    Top: null,
                    Skip: null,
                    Count: null,
                    Levels: null,
                    OrderBy.Count: 0,
                    Compute.Count: 0,
                    Apply.Count: 0
                }
        )
            throw UnsupportedFeature.CreateError(
                "An option other than $select and $expand within the $expand of a cross join",
                "Put conditions and order outside of $expand, as in $filter=Projects/Id gt 1.",
                "$expand"
            );
        var scope = new RowScope(null, builder.Target.Joined[index]) { JoinedSource = index == 0 ? null : index - 1 };
        return new(item.Path, selections.Plan(options, scope, columns, 1), Marker: null);
    }

    private static Scalar FromSource(int index, Scalar scalar) => index == 0 ? scalar : new CrossScalar(index - 1, scalar);
}
