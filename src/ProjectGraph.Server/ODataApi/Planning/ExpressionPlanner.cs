using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Translates expressions to filters and scalars of a plan. Each part has its own file: filters, scalars, arithmetic, functions, paths.
/// </summary>
internal sealed partial class ExpressionPlanner(PlanValues values, ExpressionContext context)
{
    /// <summary>Plans <c>$filter</c> (URL conventions, section 5.1.1).</summary>
    public Filter PlanFilter(Expression node, RowScope scope)
    {
        context.Enter();
        var filter = node switch
        {
            BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or } junction => PlanJunction(junction, scope),
            BinaryExpression { Operator: BinaryOperator.Has } has => PlanHas(has, scope),
            BinaryExpression { Operator: BinaryOperator.In } @in => PlanIn(@in, scope),
            BinaryExpression binary when Comparisons.TryGetValue(binary.Operator, out var comparison) => PlanComparison(
                binary,
                comparison,
                scope
            ),
            NotExpression not => new NotFilter(PlanFilter(not.Operand, scope)),
            CallExpression call when TextMatches.TryGetValue(call.Name, out var match) => PlanTextMatch(call, match, scope),
            CallExpression { Name: "hassubset" } subset => PlanHasSubset(subset, scope),
            LambdaExpression lambda => PlanLambda(lambda, scope),
            _ => ToCondition(PlanUntyped(node, scope)),
        };
        context.Leave();
        return filter;
    }

    /// <summary>Plans an expression as a scalar, with literals as slots.</summary>
    public Scalar PlanScalar(Expression node, RowScope scope) => ToTyped(PlanUntyped(node, scope));

    /// <summary>Plans <c>$search</c> (URL conventions, section 5.1.7) as a condition.</summary>
    public Filter PlanSearch(SearchTerm term, Data.Model.EntityModel entity) =>
        term switch
        {
            SearchTerm.And and => Filters.Combine(and.Terms.Select(each => PlanSearch(each, entity))),
            SearchTerm.Or or => new OrFilter([.. or.Terms.Select(each => PlanSearch(each, entity))]),
            SearchTerm.Not not => new NotFilter(PlanSearch(not.Term, entity)),
            _ => CreateSearchFilter(((SearchTerm.Text)term).Value, entity),
        };

    /// <exception cref="ApiException">The entity has no searchable texts.</exception>
    public static void RequireSearchable(Data.Model.EntityModel entity)
    {
        if (!ODataModel.IsSearchable(entity))
            throw UnsupportedFeature.CreateError(
                $"$search in {entity.Set}",
                "The set has no searchable texts. Use $filter, or search the related projects.",
                "$search"
            );
    }

    private SearchFilter CreateSearchFilter(string term, Data.Model.EntityModel entity)
    {
        RequireSearchable(entity);
        return SearchFilter.Create(entity, values.Add(term), term);
    }

    private static ApiException Invalid(string message) => new(ErrorCodes.ODataValidationFailed, message);
}
