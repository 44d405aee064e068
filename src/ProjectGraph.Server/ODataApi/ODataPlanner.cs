using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi;

/// <summary>What of a set is asked for beside the URL's options.</summary>
/// <param name="Within">The rows that the path leads to, as a filter over slots that it adds; null is the whole set.</param>
/// <param name="IsSingle">The path leads to one entity, where options of collections have no meaning.</param>
/// <param name="Property">The one property that the path ends in.</param>
/// <param name="IsReference">Only the entities' addresses are asked for.</param>
internal sealed record PlanScope(
    EntityModel Source, Func<PlanValues, Filter>? Within = null, bool IsSingle = false, FieldModel? Property = null, bool IsReference = false);

/// <summary>Options of a URL as a plan: parsed by ODataLib, expressed over the graph's model.</summary>
internal sealed class ODataPlanner(ODataModel model, Limits limits)
{
    private static readonly SystemOption[] ofSingle = [SystemOption.Select, SystemOption.Expand, SystemOption.Compute, SystemOption.Format, SystemOption.SchemaVersion];

    public ODataPlan Plan(PlanScope target, QueryOptions options, SelectionNeeds needs)
    {
        if (target.IsSingle) RefuseCollectionOptions(options);
        var values = new PlanValues();
        var within = target.Within?.Invoke(values);
        var parser = new ClauseParser(model, target.Source, options, limits);
        var scope = new RowScope(RowScope.Root, target.Source);
        var apply = Apply(parser, values, scope);
        if (parser.Filter() is { } filter) apply.FilterResult(filter.Expression);
        var query = new QueryPlan
        {
            Source = target.Source,
            Filter = Filters.AllOf(within, apply.RowFilter),
            SearchSlot = options[SystemOption.Search] is { } search ? values.Add(Search(target.Source, search)) : null,
            Order = apply.Expressions().Order(parser.OrderBy(), scope),
            CountsTotal = IsTrue(options, SystemOption.Count),
            Aggregation = apply.Aggregation,
        };
        var plan = query.Aggregation is null
            ? Rows(query, parser, apply, options, target, new(values, parser.Context, needs, limits.ODataDefaultPage))
            : Groups(query, apply, options);
        return plan with { Values = values.ToArray(), Skip = Number(options, SystemOption.Skip) ?? 0, Top = Number(options, SystemOption.Top) };
    }

    /// <summary>The number of rows alone (<c>/$count</c>): options that do not change it have no effect.</summary>
    public ODataPlan PlanCount(PlanScope target, QueryOptions options)
    {
        var values = new PlanValues();
        var within = target.Within?.Invoke(values);
        var parser = new ClauseParser(model, target.Source, options, limits);
        var apply = Apply(parser, values, new(RowScope.Root, target.Source));
        if (parser.Filter() is { } filter) apply.FilterResult(filter.Expression);
        var query = new QueryPlan
        {
            Source = target.Source,
            Filter = Filters.AllOf(within, apply.RowFilter),
            SearchSlot = options[SystemOption.Search] is { } search ? values.Add(Search(target.Source, search)) : null,
            CountsTotal = true,
            Aggregation = apply.Aggregation,
        };
        // Groups are counted beside being read: one that is not read at all is enough.
        if (query.Aggregation is not null) query = query with { Page = new OffsetPage(null, values.Add(0L)) };
        return new() { Query = query, Values = values.ToArray(), Shape = new() { Entity = null, Properties = [] } };
    }

    private static ODataPlan Rows(QueryPlan query, ClauseParser parser, ApplyPlanner apply, QueryOptions options, PlanScope target, SelectionPlanner selections)
    {
        var columns = new LevelColumns();
        var clause = parser.SelectExpand();
        var scope = new RowScope(RowScope.Root, query.Source);
        var shape = target.Property is { } property ? OneProperty(property, columns)
            : target.IsReference ? new() { Entity = query.Source, Properties = [], KeyColumn = columns.Column(new FieldScalar(query.Source.Key)), IsReference = true }
            : selections.Plan(clause, scope, columns, apply.Names, ExpandTexts.Read(options[SystemOption.Expand]));
        var cursor = target.IsSingle ? [] : Cursor(query, columns);
        return new() { Query = query with { Selection = columns.ToSelection() }, Values = [], Shape = shape, Cursor = cursor, SelectLists = SelectLists.Of(clause) };
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

    private static ODataPlan Groups(QueryPlan query, ApplyPlanner apply, QueryOptions options)
    {
        if (options[SystemOption.Expand] is not null) throw new ApiException(ErrorCodes.Invalid, "Groups have no navigations to expand.", "$expand");
        var shape = apply.Shape;
        if (options[SystemOption.Select] is { } select) shape = Selected(shape, select);
        return new() { Query = query, Values = [], Shape = shape, SelectLists = SelectLists.OfGroups(shape) };
    }

    private static EntityShape Selected(EntityShape shape, string select)
    {
        var names = select.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = shape.Properties.Select(property => property.Name.ToString()).Concat(shape.ToOne.Select(nested => nested.Name)).ToArray();
        foreach (var name in names)
            if (name != "*" && !known.Contains(name)) throw new ApiException(ErrorCodes.Invalid, $"The groups have no property '{name}'.", "$select");
        return names.Contains("*") ? shape : shape with
        {
            Properties = [.. shape.Properties.Where(property => names.Contains(property.Name.ToString()))],
            ToOne = [.. shape.ToOne.Where(nested => names.Contains(nested.Name))],
        };
    }

    private static ApplyPlanner Apply(ClauseParser parser, PlanValues values, RowScope scope)
    {
        var planner = new ApplyPlanner(values, parser.Context, scope);
        if (parser.Apply() is { } apply) planner.Plan(apply);
        if (parser.Compute() is { } compute) planner.Compute(compute.ComputedItems);
        return planner;
    }

    private static string Search(EntityModel source, string text) => source.Type == typeof(Project)
        ? SearchExpression.Read(text)
        : throw new ApiException(ErrorCodes.NotOffered, $"$search is offered for Projects, not for {source.Set}.", "$search");

    private static void RefuseCollectionOptions(QueryOptions options)
    {
        foreach (var option in options.Given)
            if (!ofSingle.Contains(option)) throw new ApiException(ErrorCodes.BadRequest, $"{option.Name()} has no meaning for a single entity.", option.Name());
    }

    private static long? Number(QueryOptions options, SystemOption option) => options[option] is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiException(ErrorCodes.BadPage, $"{option.Name()} is '{text}': a whole number from 0 on is expected.", option.Name());

    private static bool IsTrue(QueryOptions options, SystemOption option) => options[option]?.ToLowerInvariant() switch
    {
        null or "false" => false,
        "true" => true,
        var text => throw new ApiException(ErrorCodes.BadValue, $"{option.Name()} is '{text}': true or false is expected.", option.Name()),
    };
}
