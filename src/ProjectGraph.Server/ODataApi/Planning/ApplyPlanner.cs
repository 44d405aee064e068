using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Plans <c>$apply</c> (OData extension for data aggregation 4.0). Transformations that keep entities become a filter. A single
/// grouping becomes the plan's aggregation. Everything else becomes a derived table, step by step.
/// </summary>
internal sealed partial class ApplyPlanner(PlanValues values, ExpressionContext context)
{
    private readonly ExpressionPlanner _expressions = new(values, context);

    /// <param name="hasFollowers">
    /// Whether more than conditions and an order follows. The plan's own aggregation cannot express that.
    /// </param>
    public ApplyStage Plan(IReadOnlyList<Transformation> sequence, ApplyStage stage, bool hasFollowers) => Run(sequence, stage, [], hasFollowers);

    /// <summary>Plans <c>$apply</c> within an expand, where it applies to the rows of each parent separately.</summary>
    public ApplyStage PlanNested(IReadOnlyList<Transformation> sequence, ApplyStage stage)
    {
        var applied = LimitsRows(sequence) ? null : Run(sequence, stage, [], hasFollowers: false);
        if (applied is { Table: null }) return applied;
        throw Unoffered.Refusal(
            "$apply within $expand with more than filter, search, compute, orderby and one groupby or aggregate",
            "Apply it to the collection of one entity, as in Companies(1)/Projects?$apply=topcount(3,Mrr).", "$apply");
    }

    // Within an expand, a window would number and sum the rows of all parents together.
    private static bool LimitsRows(IReadOnlyList<Transformation> sequence) => sequence.Any(each => each switch
    {
        Transformation.Skip or Transformation.Top or Transformation.Rank => true,
        Transformation.GroupBy group => LimitsRows(group.Then),
        Transformation.Concat concat => concat.Sequences.Any(LimitsRows),
        _ => false,
    });

    /// <param name="partition">The keys of the groups. The sequence applies to each group separately.</param>
    private ApplyStage Run(IReadOnlyList<Transformation> sequence, ApplyStage stage, IReadOnlyList<Expression> partition, bool hasFollowers)
    {
        for (var i = 0; i < sequence.Count; i++)
        {
            var isFollowed = hasFollowers || sequence.Skip(i + 1).Any(next => next is not (Transformation.Filter or Transformation.OrderBy or Transformation.Identity));
            stage = sequence[i] switch
            {
                Transformation.Identity => stage,
                Transformation.Filter filter => Filtered(stage, _expressions.Filter(filter.Condition, stage.Scope)),
                Transformation.Search search => Filtered(stage, Search(search.Term, stage)),
                Transformation.Compute compute => Computed(stage, compute.Items),
                Transformation.OrderBy order => stage with { Order = _expressions.Order(order.Items, stage.Scope) },
                Transformation.Skip skip => Cut(stage, partition, Limit(skip.Count), null),
                Transformation.Top top => Cut(stage, partition, null, Limit(top.Count)),
                Transformation.Rank rank => Ranked(stage, partition, rank),
                Transformation.Aggregate aggregate => Grouped(stage, partition, aggregate.Items, isFollowed),
                Transformation.GroupBy group => GroupedBy(stage, partition, group, isFollowed),
                Transformation.Concat concat => Concatenated(stage, partition, concat),
                _ => throw new InvalidOperationException($"The transformation {sequence[i].GetType().Name} has no planner."),
            };
        }
        return stage;
    }

    public static ApplyStage Filtered(ApplyStage stage, Filter filter) => stage with { Filter = Filters.AllOf(stage.Filter, filter) };

    /// <summary>Plans <c>compute</c> and <c>$compute</c>: columns for groups, names in addition to the properties for entities.</summary>
    public ApplyStage Computed(ApplyStage stage, IReadOnlyList<ComputedItem> items)
    {
        foreach (var item in items)
        {
            var scalar = _expressions.Scalar(item.Value, stage.Scope);
            if (stage.Scope.Entity.FindField(item.Name) is { } field && ODataModel.Shows(field)) throw new ApiException(ErrorCodes.ODataInvalid, $"'{item.Name}' is already the name of a property. Choose another name.", item.Name);
            if (stage.Columns is null) stage.Scope.Names.Add(item.Name, scalar);
            else stage = WithColumn(stage, new([item.Name], scalar));
        }
        return stage;
    }

    private Filter Search(SearchTerm term, ApplyStage stage) =>
        stage.Columns is null ? _expressions.Search(term, stage.Scope.Entity) : throw Unoffered.Refusal("search after a grouping", "Put search before it.", "$apply");

    private static ApplyStage WithColumn(ApplyStage stage, GroupColumn column)
    {
        var table = Derived(stage);
        var columns = ColumnsOf(table);
        var next = ApplyStage.Of(stage.Scope, [.. table.Columns!, column with { Scalar = Column(columns.Count, column.Scalar) }]);
        return next with
        {
            Table = Select(table, [.. columns, column.Scalar]),
            Order = table.Order,
            Branches = table.Branches?.Select(branch => branch with { Properties = [.. branch.Properties, .. GroupShapes.Of([next.Columns![^1]]).Properties] }).ToArray(),
        };
    }

    /// <summary>Adds a number from the query as a slot.</summary>
    private int Limit(Expression count) => count is LiteralExpression { Value: int or long } literal && Convert.ToInt64(literal.Value, System.Globalization.CultureInfo.InvariantCulture) is >= 0 and var number
        ? values.Add(number)
        : throw new ApiException(ErrorCodes.ODataInvalid, "The row count of a transformation is not a whole number. Give a whole number of at least 0.", "$apply");

    /// <summary>Turns a stage into a derived table. The table has all properties of the entities, but no navigations.</summary>
    private static ApplyStage Derived(ApplyStage stage)
    {
        if (stage.Table is not null) return stage;
        if (stage.Columns is not null) throw new InvalidOperationException("Groups that are followed by another transformation must be planned as a table.");
        var entity = stage.Scope.Entity;
        var fields = ODataModel.FieldsOf(entity).Select(field => new FieldScalar(field)).ToArray();
        var computed = stage.Scope.Names.All.ToArray();
        var columns = fields.Select((field, i) => new GroupColumn([field.Field.Name], Column(i, field), field))
            .Concat(computed.Select((named, i) => new GroupColumn([named.Name], Column(fields.Length + i, named.Scalar))));
        IReadOnlyList<Scalar> scalars = [.. fields, .. computed.Select(named => named.Scalar)];
        // The table includes the order's values, which are not always properties.
        IReadOnlyList<Scalar> by = [.. stage.Order.Select(each => each.By)];
        return ApplyStage.Of(stage.Scope, [.. columns]) with
        {
            Table = new SelectTable { Source = entity, Filter = stage.Filter, Columns = [.. scalars, .. by] },
            Order = [.. stage.Order.Select((each, i) => new Ordering(Column(scalars.Count + i, each.By), each.Descending)), new(Column(fields.ToList().FindIndex(field => field.Field.IsKey), fields.First(field => field.Field.IsKey)))],
        };
    }

    /// <summary>Returns the columns of a stage's table, in order.</summary>
    public static List<Scalar> ColumnsOf(ApplyStage stage)
    {
        var count = stage.Table is SelectTable select ? select.Columns.Count : ((SelectTable)((UnionTable)stage.Table!).Tables[0]).Columns.Count;
        var known = stage.Columns!.ToDictionary(column => column.Ordinal, column => column.Scalar);
        var order = stage.Order.Select(each => each.By).OfType<ColumnScalar>().ToLookup(column => column.Column);
        return [.. Enumerable.Range(0, count).Select(i => known.GetValueOrDefault(i) ?? order[i].FirstOrDefault() ?? new ColumnScalar(i, FieldKind.Long))];
    }

    private static SelectTable Select(ApplyStage stage, IReadOnlyList<Scalar> columns) => stage.Table is { } table
        ? new() { Source = stage.Scope.Entity, From = table, Filter = stage.Filter, Columns = columns }
        : new() { Source = stage.Scope.Entity, Filter = stage.Filter, Columns = columns };

    private static ColumnScalar Column(int ordinal, Scalar scalar) => new(ordinal, scalar.Kind, scalar.Enum, HoldsReal(scalar));

    // Averages are real numbers, as are expressions that keep their digits.
    private static bool HoldsReal(Scalar scalar) => scalar.Kind == FieldKind.Decimal && scalar switch
    {
        ColumnScalar column => column.IsReal,
        AggregateScalar { Aggregate: { Method: AggregateMethod.Average } } => true,
        AggregateScalar { Aggregate.Argument: { } of } => HoldsReal(of),
        CallScalar { Function: ScalarFunction.Add or ScalarFunction.Subtract or ScalarFunction.Negate } call => call.Arguments.Any(HoldsReal),
        CaseScalar @case => @case.Branches.Any(branch => HoldsReal(branch.Value)),
        WindowScalar { Argument: { } of } => HoldsReal(of),
        _ => false,
    };

}
