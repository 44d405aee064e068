using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi;

/// <summary>What of a set is asked for beside the URL's options.</summary>
/// <param name="Within">The rows that the path leads to, as a filter over slots that it adds; null is the whole set.</param>
/// <param name="IsSingle">The path leads to one entity, where options of collections have no meaning.</param>
/// <param name="Property">The one property that the path ends in.</param>
/// <param name="IsReference">Only the entities' addresses are asked for.</param>
internal sealed record PlanScope(
    EntityModel Source, Func<PlanValues, Filter>? Within = null, bool IsSingle = false, FieldModel? Property = null, bool IsReference = false)
{
    /// <summary>The sets of a cross join; empty for a set by itself.</summary>
    public IReadOnlyList<EntityModel> Joined { get; init; } = [];
}

/// <summary>Options of a URL as a plan: read by our own readers, expressed over the graph's model.</summary>
internal sealed class ODataPlanner(ODataModel model, Limits limits)
{
    private static readonly SystemOption[] OfSingle = [SystemOption.Select, SystemOption.Expand, SystemOption.Compute, SystemOption.Format, SystemOption.SchemaVersion, SystemOption.Id];

    public ODataPlan Plan(PlanScope target, QueryOptions options, SelectionNeeds needs)
    {
        if (target.IsSingle) RefuseCollectionOptions(options);
        var clauses = ClauseReader.Read(options, limits.ExpressionDepth);
        var question = new Question(model, limits, target, clauses, options.Aliases);
        var plan = target.Joined.Count > 0 ? new CrossJoinPlanner(question, needs, limits).Plan()
            : question.Stage.Columns is null ? Rows(question, needs)
            : question.Groups();
        return plan with { Values = question.Values.ToArray(), Skip = clauses.Skip ?? 0, Top = clauses.Top };
    }

    /// <summary>The number of rows alone (<c>/$count</c>): options that do not change it have no effect.</summary>
    public ODataPlan PlanCount(PlanScope target, QueryOptions options)
    {
        var question = new Question(model, limits, target, ClauseReader.Read(options, limits.ExpressionDepth), options.Aliases);
        var query = question.Query() with { Order = [], Selection = null, CountsTotal = true };
        // Groups are counted beside being read: one that is not read at all is enough.
        if (query.Aggregation is not null) query = query with { Page = new OffsetPage(null, question.Values.Add(0L)) };
        return new() { Query = query, Values = question.Values.ToArray(), Shape = new() { Entity = null, Properties = [] } };
    }

    private ODataPlan Rows(Question question, SelectionNeeds needs)
    {
        var (query, target, columns) = (question.Query(), question.Target, new LevelColumns());
        var selections = new SelectionPlanner(question.Values, question.Context, needs, limits.ODataDefaultPage, limits.ExpandDepth);
        var shape = target.Property is { } property ? OneProperty(property, columns)
            : target.IsReference ? new() { Entity = query.Source, Properties = [], KeyColumn = columns.Column(new FieldScalar(query.Source.Key)), IsReference = true }
            : selections.Plan(question.Clauses, question.Stage.Scope, columns);
        var cursor = target.IsSingle ? [] : Cursor(query, columns);
        var lists = shape.IsReference || target.Property is not null ? SelectLists.None : SelectLists.Of(question.Clauses, shape);
        return new() { Query = query with { Selection = columns.ToSelection() }, Values = [], Shape = shape, Cursor = cursor, SelectLists = lists };
    }

    private static EntityShape OneProperty(FieldModel field, LevelColumns columns)
    {
        var scalar = new FieldScalar(field);
        return new() { Entity = field.Entity, Properties = [ShapeProperty.Of(field.Name, columns.Column(scalar), scalar)] };
    }

    // The ordering ends with the key, wherever that stands in it: what comes behind a key orders nothing.
    private static CursorColumn[] Cursor(QueryPlan query, LevelColumns columns)
    {
        var key = new FieldScalar(query.Source.Key);
        var order = query.Order.Select(ordering => ordering.By).TakeWhile(by => by != key).Append(key);
        return [.. order.Select(by => new CursorColumn(columns.Column(by), by.Kind))];
    }

    private static void RefuseCollectionOptions(QueryOptions options)
    {
        foreach (var option in options.Given)
            if (!OfSingle.Contains(option)) throw new ApiException(ErrorCodes.BadRequest, $"{option.Name()} has no meaning for a single entity.", option.Name());
    }
}
