using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi;

/// <summary>The part of a query that comes from the URL's path: the set, its conditions and the kind of result.</summary>
/// <param name="Within">Creates the filter for the rows of the path and adds its values to the plan. Null is the whole set.</param>
/// <param name="IsSingle">Whether the path addresses one entity. Options for collections are then refused.</param>
/// <param name="Property">The property at the end of the path, if any.</param>
/// <param name="IsReference">Whether only the addresses of the entities are requested (<c>/$ref</c>).</param>
internal sealed record PlanScope(
    EntityModel Source, Func<PlanValues, Filter>? Within = null, bool IsSingle = false, FieldModel? Property = null, bool IsReference = false)
{
    /// <summary>The sets of a cross join. Empty for a single set.</summary>
    public IReadOnlyList<EntityModel> Joined { get; init; } = [];
}

/// <summary>Translates the options of a URL to a query plan over the graph's model.</summary>
internal sealed class ODataPlanner(ODataModel model, Limits limits)
{
    private static readonly SystemOption[] OfSingle = [SystemOption.Select, SystemOption.Expand, SystemOption.Compute, SystemOption.Format, SystemOption.SchemaVersion, SystemOption.Id];

    public ODataPlan Plan(PlanScope target, QueryOptions options, SelectionNeeds needs)
    {
        if (target.IsSingle) RefuseCollectionOptions(options);
        var clauses = ClauseReader.Read(options, limits.ExpressionDepth);
        var builder = new Question(model, limits, target, clauses, options.Aliases);
        var plan = target.Joined.Count > 0 ? new CrossJoinPlanner(builder, needs, limits).Plan()
            : builder.Stage.Columns is null ? Rows(builder, needs)
            : builder.Groups();
        return plan with { Values = builder.Values.ToArray(), Skip = clauses.Skip ?? 0, Top = clauses.Top };
    }

    /// <summary>Plans the number of rows (<c>/$count</c>). Options that do not change it have no effect.</summary>
    public ODataPlan PlanCount(PlanScope target, QueryOptions options)
    {
        var builder = new Question(model, limits, target, ClauseReader.Read(options, limits.ExpressionDepth), options.Aliases);
        var query = builder.Query() with { Order = [], Selection = null, CountsTotal = true };
        // The total of groups is counted together with a page of them, so an empty page suffices.
        if (query.Aggregation is not null) query = query with { Page = new OffsetPage(null, builder.Values.Add(0L)) };
        return new() { Query = query, Values = builder.Values.ToArray(), Shape = new() { Entity = null, Properties = [] } };
    }

    private ODataPlan Rows(Question builder, SelectionNeeds needs)
    {
        var (query, target, columns) = (builder.Query(), builder.Target, new LevelColumns());
        var selections = new SelectionPlanner(builder.Values, builder.Context, needs, limits.ODataDefaultPage, limits.ExpandDepth);
        var shape = target.Property is { } property ? OneProperty(property, columns)
            : target.IsReference ? new() { Entity = query.Source, Properties = [], KeyColumn = columns.Column(new FieldScalar(query.Source.Key)), IsReference = true }
            : selections.Plan(builder.Clauses, builder.Stage.Scope, columns);
        var cursor = target.IsSingle ? [] : Cursor(query, columns);
        var lists = shape.IsReference || target.Property is not null ? SelectLists.None : SelectLists.Of(builder.Clauses, shape);
        return new() { Query = query with { Selection = columns.ToSelection() }, Values = [], Shape = shape, Cursor = cursor, SelectLists = lists };
    }

    private static EntityShape OneProperty(FieldModel field, LevelColumns columns)
    {
        var scalar = new FieldScalar(field);
        return new() { Entity = field.Entity, Properties = [ShapeProperty.Of(field.Name, columns.Column(scalar), scalar)] };
    }

    // The cursor ends at the key. Orderings after the key have no effect, because keys are unique.
    private static CursorColumn[] Cursor(QueryPlan query, LevelColumns columns)
    {
        var key = new FieldScalar(query.Source.Key);
        var order = query.Order.Select(ordering => ordering.By).TakeWhile(by => by != key).Append(key);
        return [.. order.Select(by => new CursorColumn(columns.Column(by), by.Kind))];
    }

    private static void RefuseCollectionOptions(QueryOptions options)
    {
        foreach (var option in options.Given)
            if (!OfSingle.Contains(option)) throw new ApiException(ErrorCodes.BadRequest, $"{option.Name()} does not apply to a single entity. Remove it.", option.Name());
    }
}
