using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Builds the query of one request from its options: the rows, their transformations and their order.</summary>
internal sealed class ODataQueryBuilder
{
    private readonly Filter? _searchFilter;
    private readonly int? _searchSlot;

    public ODataQueryBuilder(
        ODataModel model,
        Limits limits,
        PlanScope target,
        Clauses clauses,
        IReadOnlyDictionary<string, string> aliases
    )
    {
        (Target, Clauses) = (target, clauses);
        var within = target.CreateFilter?.Invoke(Values);
        Context = new(model, aliases, limits);
        Expressions = new(Values, Context);
        var scope = new RowScope(RowScope.Root, target.Source) { Sources = target.Joined.Count > 0 ? target.Joined : null };
        var start = new ApplyStage(scope) { Filter = Filters.CombineOrNull(within) };
        var apply = new ApplyPlanner(Values, Context);
        var applied = WithTarget("$apply", () => apply.Plan(clauses.Apply, start, clauses.Compute.Count > 0));
        Stage = WithTarget("$compute", () => apply.AddComputed(applied, clauses.Compute));
        if (clauses.Filter is { } filter)
            Stage = WithTarget("$filter", () => ApplyPlanner.AddFilter(Stage, Expressions.PlanFilter(filter, Stage.Scope)));
        if (clauses.Search is not { } search)
            return;
        if (Stage.Table is not null || target.Joined.Count > 0)
            throw UnsupportedFeature.CreateError(
                "$search on groups, derived rows and cross joins",
                "Use search within $apply, before the grouping.",
                "$search"
            );
        ExpressionPlanner.RequireSearchable(target.Source);
        if (PlainSearch.GetText(search) is { } plain)
            _searchSlot = Values.Add(plain);
        else
            _searchFilter = Expressions.PlanSearch(search, target.Source);
    }

    public PlanScope Target { get; }
    public Clauses Clauses { get; }
    public PlanValues Values { get; } = new();
    public ExpressionContext Context { get; }
    public ExpressionPlanner Expressions { get; }
    public ApplyStage Stage { get; }

    /// <summary>Builds the plan without its selection and page.</summary>
    public QueryPlan BuildQuery()
    {
        var order = WithTarget("$orderby", () => Expressions.PlanOrder(Clauses.OrderBy, Stage.Scope));
        var entities = Filters.CombineOrNull(Stage.Columns is null ? Stage.Filter : Stage.RowFilter, _searchFilter);
        return new()
        {
            Source = Target.Source,
            From = Stage.Table,
            CrossJoined = [.. Target.Joined.Skip(1)],
            Filter = Stage.Table is null ? entities : Stage.Filter,
            SearchSlot = _searchSlot,
            Order = [.. order, .. Stage.Order.Where(each => order.All(known => known.By != each.By))],
            CountsTotal = Clauses.Count == true,
            Aggregation = Stage.Aggregation is { } aggregation ? aggregation with { Having = Stage.Filter } : null,
        };
    }

    // Expressions do not know their option, so the option is added to the error here.
    private static T WithTarget<T>(string option, Func<T> plan)
    {
        try
        {
            return plan();
        }
        catch (ApiException e) when (e.Error.Target is null)
        {
            throw new ApiException(e.Error with { Target = option });
        }
    }

    /// <summary>Plans groups or derived rows. They are not entities, so they have no navigations or links.</summary>
    public ODataPlan BuildGroups()
    {
        if (Clauses.Expand.Count > 0)
            throw UnsupportedFeature.CreateError(
                "$expand after a grouping",
                "Group by the required properties, as in groupby((Company/Name)).",
                "$expand"
            );
        var query = BuildQuery();
        if (query.From is not null)
        {
            var columns = ApplyPlanner.GetColumns(Stage);
            // A total order makes pages stable.
            query = query with
            {
                Selection = new(columns, []),
                Order =
                [
                    .. query.Order,
                    .. Stage
                        .Columns!.Select(column => new Ordering(column.Scalar))
                        .Where(each => query.Order.All(known => known.By != each.By)),
                ],
            };
        }
        var shape = Clauses.Select is { } select ? GroupSelection.Apply(Stage.Shape!, select) : Stage.Shape!;
        return new()
        {
            Query = query,
            Values = [],
            Shape = shape,
            SelectLists = SelectLists.CreateForGroups(shape),
        };
    }
}
