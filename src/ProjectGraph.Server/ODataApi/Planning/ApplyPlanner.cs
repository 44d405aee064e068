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
    public ApplyStage Plan(IReadOnlyList<Transformation> sequence, ApplyStage stage, bool hasFollowers) =>
        Run(sequence, stage, [], hasFollowers);

    /// <summary>Plans <c>$apply</c> within an expand, where it applies to the rows of each parent separately.</summary>
    public ApplyStage PlanNested(IReadOnlyList<Transformation> sequence, ApplyStage stage)
    {
        var applied = HasRowLimit(sequence) ? null : Run(sequence, stage, [], hasFollowers: false);
        if (applied is { Table: null })
            return applied;
        throw UnsupportedFeature.CreateError(
            "$apply within $expand with more than filter, search, compute, orderby and one groupby or aggregate",
            "Apply it to the collection of one entity, as in Companies(1)/Projects?$apply=topcount(3,Mrr).",
            "$apply"
        );
    }

    // Within an expand, a window would number and sum the rows of all parents together.
    private static bool HasRowLimit(IReadOnlyList<Transformation> sequence) =>
        sequence.Any(each =>
            each switch
            {
                Transformation.Skip or Transformation.Top or Transformation.Rank => true,
                Transformation.GroupBy group => HasRowLimit(group.Then),
                Transformation.Concat concat => concat.Sequences.Any(HasRowLimit),
                _ => false,
            }
        );

    /// <param name="partition">The keys of the groups. The sequence applies to each group separately.</param>
    private ApplyStage Run(IReadOnlyList<Transformation> sequence, ApplyStage stage, IReadOnlyList<Expression> partition, bool hasFollowers)
    {
        for (var i = 0; i < sequence.Count; i++)
        {
            var isFollowed =
                hasFollowers
                || sequence
                    .Skip(i + 1)
                    .Any(next => next is not (Transformation.Filter or Transformation.OrderBy or Transformation.Identity));
            stage = sequence[i] switch
            {
                Transformation.Identity => stage,
                Transformation.Filter filter => AddFilter(stage, _expressions.PlanFilter(filter.Condition, stage.Scope)),
                Transformation.Search search => AddFilter(stage, PlanSearch(search.Term, stage)),
                Transformation.Compute compute => AddComputed(stage, compute.Items),
                Transformation.OrderBy order => stage with { Order = _expressions.PlanOrder(order.Items, stage.Scope) },
                Transformation.Skip skip => LimitRows(stage, partition, AddLimitSlot(skip.Count), null),
                Transformation.Top top => LimitRows(stage, partition, null, AddLimitSlot(top.Count)),
                Transformation.Rank rank => PlanRank(stage, partition, rank),
                Transformation.Aggregate aggregate => PlanGroups(stage, partition, aggregate.Items, isFollowed),
                Transformation.GroupBy group => PlanGroupBy(stage, partition, group, isFollowed),
                Transformation.Concat concat => PlanConcat(stage, partition, concat),
                _ => throw new InvalidOperationException($"The transformation {sequence[i].GetType().Name} has no planner."),
            };
        }
        return stage;
    }

    public static ApplyStage AddFilter(ApplyStage stage, Filter filter) =>
        stage with
        {
            Filter = Filters.CombineOrNull(stage.Filter, filter),
        };

    /// <summary>Plans <c>compute</c> and <c>$compute</c>: columns for groups, names in addition to the properties for entities.</summary>
    public ApplyStage AddComputed(ApplyStage stage, IReadOnlyList<ComputedItem> items)
    {
        foreach (var item in items)
        {
            var scalar = _expressions.PlanScalar(item.Value, stage.Scope);
            if (stage.Scope.Entity.FindField(item.Name) is { } field && ODataModel.IsExposed(field))
                throw new ApiException(
                    ErrorCodes.ODataValidationFailed,
                    $"'{item.Name}' is already the name of a property. Choose another name.",
                    item.Name
                );
            if (stage.Columns is null)
                stage.Scope.Names.Add(item.Name, scalar);
            else
                stage = AddColumn(stage, new([item.Name], scalar));
        }
        return stage;
    }

    private Filter PlanSearch(SearchTerm term, ApplyStage stage) =>
        stage.Columns is null
            ? _expressions.PlanSearch(term, stage.Scope.Entity)
            : throw UnsupportedFeature.CreateError("search after a grouping", "Put search before it.", "$apply");

    private static ApplyStage AddColumn(ApplyStage stage, GroupColumn column)
    {
        var table = ToDerivedTable(stage);
        var columns = GetColumns(table);
        var next = ApplyStage.Create(stage.Scope, [.. table.Columns!, column with { Scalar = CreateColumn(columns.Count, column.Scalar) }]);
        return next with
        {
            Table = CreateTable(table, [.. columns, column.Scalar]),
            Order = table.Order,
            Branches = table
                .Branches?.Select(branch =>
                    branch with
                    {
                        Properties = [.. branch.Properties, .. GroupShapes.Create([next.Columns![^1]]).Properties],
                    }
                )
                .ToArray(),
        };
    }

    /// <summary>Adds a number from the query as a slot.</summary>
    private int AddLimitSlot(Expression count) =>
        count is LiteralExpression { Value: int or long } literal
        && Convert.ToInt64(literal.Value, System.Globalization.CultureInfo.InvariantCulture) is >= 0 and var number
            ? values.Add(number)
            : throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                "The row count of a transformation is not a whole number. Give a whole number of at least 0.",
                "$apply"
            );

    /// <summary>Turns a stage into a derived table. The table has all properties of the entities, but no navigations.</summary>
    private static ApplyStage ToDerivedTable(ApplyStage stage)
    {
        if (stage.Table is not null)
            return stage;
        if (stage.Columns is not null)
            throw new InvalidOperationException("Groups that are followed by another transformation must be planned as a table.");
        var entity = stage.Scope.Entity;
        var fields = ODataModel.GetFields(entity).Select(field => new FieldScalar(field)).ToArray();
        var computed = stage.Scope.Names.All.ToArray();
        var columns = fields
            .Select((field, i) => new GroupColumn([field.Field.Name], CreateColumn(i, field), field))
            .Concat(computed.Select((named, i) => new GroupColumn([named.Name], CreateColumn(fields.Length + i, named.Scalar))));
        IReadOnlyList<Scalar> scalars = [.. fields, .. computed.Select(named => named.Scalar)];
        // The table includes the order's values, which are not always properties.
        IReadOnlyList<Scalar> by = [.. stage.Order.Select(each => each.By)];
        return ApplyStage.Create(stage.Scope, [.. columns]) with
        {
            Table = new SelectTable
            {
                Source = entity,
                Filter = stage.Filter,
                Columns = [.. scalars, .. by],
            },
            Order =
            [
                .. stage.Order.Select((each, i) => new Ordering(CreateColumn(scalars.Count + i, each.By), each.Descending)),
                new(CreateColumn(fields.ToList().FindIndex(field => field.Field.IsKey), fields.First(field => field.Field.IsKey))),
            ],
        };
    }

    /// <summary>Returns the columns of a stage's table, in order.</summary>
    public static List<Scalar> GetColumns(ApplyStage stage)
    {
        var count = stage.Table is SelectTable select
            ? select.Columns.Count
            : ((SelectTable)((UnionTable)stage.Table!).Tables[0]).Columns.Count;
        var known = stage.Columns!.ToDictionary(column => column.Ordinal, column => column.Scalar);
        var order = stage.Order.Select(each => each.By).OfType<ColumnScalar>().ToLookup(column => column.Column);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => known.GetValueOrDefault(i) ?? order[i].FirstOrDefault() ?? new ColumnScalar(i, FieldKind.Long)),
        ];
    }

    private static SelectTable CreateTable(ApplyStage stage, IReadOnlyList<Scalar> columns) =>
        stage.Table is { } table
            ? new()
            {
                Source = stage.Scope.Entity,
                From = table,
                Filter = stage.Filter,
                Columns = columns,
            }
            : new()
            {
                Source = stage.Scope.Entity,
                Filter = stage.Filter,
                Columns = columns,
            };

    private static ColumnScalar CreateColumn(int ordinal, Scalar scalar) => new(ordinal, scalar.Kind, scalar.Enum, IsReal(scalar));

    // Averages are real numbers, as are expressions that keep their digits.
    private static bool IsReal(Scalar scalar) =>
        scalar.Kind == FieldKind.Decimal
        && scalar switch
        {
            ColumnScalar column => column.IsReal,
            AggregateScalar { Aggregate: { Method: AggregateMethod.Average } } => true,
            AggregateScalar { Aggregate.Argument: { } of } => IsReal(of),
            CallScalar { Function: ScalarFunction.Add or ScalarFunction.Subtract or ScalarFunction.Negate } call => call.Arguments.Any(
                IsReal
            ),
            CaseScalar @case => @case.Branches.Any(branch => IsReal(branch.Value)),
            WindowScalar { Argument: { } of } => IsReal(of),
            _ => false,
        };
}
