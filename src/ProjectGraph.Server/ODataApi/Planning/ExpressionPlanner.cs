using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Translates expressions to filters and scalars of a plan. Each part has its own file: filters, scalars, arithmetic, functions, paths.
/// </summary>
internal sealed partial class ExpressionPlanner(PlanValues values, ExpressionContext context)
{
    /// <summary>Plans <c>$filter</c> (URL conventions, section 5.1.1).</summary>
    public Filter Filter(Expression node, RowScope scope)
    {
        context.Enter();
        var filter = node switch
        {
            BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or } junction => Junction(junction, scope),
            BinaryExpression { Operator: BinaryOperator.Has } has => Has(has, scope),
            BinaryExpression { Operator: BinaryOperator.In } @in => In(@in, scope),
            BinaryExpression binary when Comparisons.TryGetValue(binary.Operator, out var comparison) => Compare(binary, comparison, scope),
            NotExpression not => new NotFilter(Filter(not.Operand, scope)),
            CallExpression call when TextMatches.TryGetValue(call.Name, out var match) => Text(call, match, scope),
            CallExpression { Name: "hassubset" } subset => HasSubset(subset, scope),
            LambdaExpression lambda => Quantified(lambda, scope),
            _ => Truth(Raw(node, scope)),
        };
        context.Leave();
        return filter;
    }

    /// <summary>Plans an expression as a scalar, with literals as slots.</summary>
    public Scalar Scalar(Expression node, RowScope scope) => Settled(Raw(node, scope));

    /// <summary>Plans <c>$search</c> (URL conventions, section 5.1.7) as a condition.</summary>
    public Filter Search(SearchTerm term, Data.Model.EntityModel entity) => term switch
    {
        SearchTerm.And and => Filters.All(and.Terms.Select(each => Search(each, entity))),
        SearchTerm.Or or => new OrFilter([.. or.Terms.Select(each => Search(each, entity))]),
        SearchTerm.Not not => new NotFilter(Search(not.Term, entity)),
        _ => Searched(((SearchTerm.Text)term).Value, entity),
    };

    /// <exception cref="ApiException">The entity has no searchable texts.</exception>
    public static void DemandTexts(Data.Model.EntityModel entity)
    {
        if (!ODataModel.IsSearchable(entity)) throw Unoffered.Refusal($"$search in {entity.Set}", "The set has no searchable texts. Use $filter, or search the related projects.", "$search");
    }

    private SearchFilter Searched(string term, Data.Model.EntityModel entity)
    {
        DemandTexts(entity);
        return SearchFilter.Create(entity, values.Add(term), term);
    }

    private static ApiException Invalid(string message) => new(ErrorCodes.ODataInvalid, message);
}
