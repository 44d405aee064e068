using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi;

/// <summary>The part of a query that comes from the URL's path: the set, its conditions and the kind of result.</summary>
/// <param name="CreateFilter">Creates the filter for the rows of the path and adds its values to the plan. Null is the whole set.</param>
/// <param name="IsSingle">Whether the path addresses one entity. Options for collections are then refused.</param>
/// <param name="Property">The property at the end of the path, if any.</param>
/// <param name="IsReference">Whether only the addresses of the entities are requested (<c>/$ref</c>).</param>
internal sealed record PlanScope(
    EntityModel Source,
    Func<PlanValues, Filter>? CreateFilter = null,
    bool IsSingle = false,
    FieldModel? Property = null,
    bool IsReference = false
)
{
    /// <summary>The sets of a cross join. Empty for a single set.</summary>
    public IReadOnlyList<EntityModel> Joined { get; init; } = [];
}

/// <summary>Translates the options of a URL to a query plan over the graph's model.</summary>
internal sealed class ODataPlanner(ODataModel model, Limits limits)
{
    private static readonly SystemOption[] SingleEntityOptions =
    [
        SystemOption.Select,
        SystemOption.Expand,
        SystemOption.Compute,
        SystemOption.Format,
        SystemOption.SchemaVersion,
        SystemOption.Id,
    ];

    public ODataPlan Plan(PlanScope target, QueryOptions options, SelectionNeeds needs)
    {
        if (target.IsSingle)
            RefuseCollectionOptions(options);
        var clauses = ClauseReader.Read(options, limits.ExpressionDepth);
        var builder = new ODataQueryBuilder(model, limits, target, clauses, options.Aliases);
        var plan =
            target.Joined.Count > 0 ? new CrossJoinPlanner(builder, needs, limits).Plan()
            : builder.Stage.Columns is null ? PlanRows(builder, needs)
            : builder.BuildGroups();
        return plan with { Values = builder.Values.ToArray(), Skip = clauses.Skip ?? 0, Top = clauses.Top };
    }

    /// <summary>Plans the number of rows (<c>/$count</c>). Options that do not change it have no effect.</summary>
    public ODataPlan PlanCount(PlanScope target, QueryOptions options)
    {
        var builder = new ODataQueryBuilder(model, limits, target, ClauseReader.Read(options, limits.ExpressionDepth), options.Aliases);
        var query = builder.BuildQuery() with { Order = [], Selection = null, CountsTotal = true };
        // The total of groups is counted together with a page of them, so an empty page suffices.
        if (query.Aggregation is not null)
            query = query with { Page = new OffsetPage(null, builder.Values.Add(0L)) };
        return new()
        {
            Query = query,
            Values = builder.Values.ToArray(),
            Shape = new() { Entity = null, Properties = [] },
        };
    }

    private ODataPlan PlanRows(ODataQueryBuilder builder, SelectionNeeds needs)
    {
        var (query, target, columns) = (builder.BuildQuery(), builder.Target, new LevelColumns());
        var selections = new SelectionPlanner(builder.Values, builder.Context, needs, limits.ODataDefaultPage, limits.ExpandDepth);
        var shape =
            target.Property is { } property ? CreatePropertyShape(property, columns)
            : target.IsReference
                ? new()
                {
                    Entity = query.Source,
                    Properties = [],
                    KeyColumn = columns.AddColumn(new FieldScalar(query.Source.Key)),
                    IsReference = true,
                }
            : selections.Plan(builder.Clauses, builder.Stage.Scope, columns);
        var cursor = target.IsSingle ? [] : CreateCursor(query, columns);
        var lists = shape.IsReference || target.Property is not null ? SelectLists.None : SelectLists.Create(builder.Clauses, shape);
        return new()
        {
            Query = query with { Selection = columns.ToSelection() },
            Values = [],
            Shape = shape,
            Cursor = cursor,
            SelectLists = lists,
        };
    }

    private static EntityShape CreatePropertyShape(FieldModel field, LevelColumns columns)
    {
        var scalar = new FieldScalar(field);
        return new() { Entity = field.Entity, Properties = [ShapeProperty.Create(field.Name, columns.AddColumn(scalar), scalar)] };
    }

    // The cursor ends at the key. Orderings after the key have no effect, because keys are unique.
    private static CursorColumn[] CreateCursor(QueryPlan query, LevelColumns columns)
    {
        var key = new FieldScalar(query.Source.Key);
        var order = query.Order.Select(ordering => ordering.By).TakeWhile(by => by != key).Append(key);
        return [.. order.Select(by => new CursorColumn(columns.AddColumn(by), by.Kind))];
    }

    private static void RefuseCollectionOptions(QueryOptions options)
    {
        foreach (var option in options.Given)
            if (!SingleEntityOptions.Contains(option))
                throw new ApiException(
                    ErrorCodes.BadRequest,
                    $"{option.GetName()} does not apply to a single entity. Remove it.",
                    option.GetName()
                );
    }
}
