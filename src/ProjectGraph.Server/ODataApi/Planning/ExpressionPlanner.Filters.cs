using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    private static readonly Dictionary<BinaryOperatorKind, Comparison> Comparisons = new()
    {
        [BinaryOperatorKind.Equal] = Comparison.Equal,
        [BinaryOperatorKind.NotEqual] = Comparison.NotEqual,
        [BinaryOperatorKind.GreaterThan] = Comparison.Greater,
        [BinaryOperatorKind.GreaterThanOrEqual] = Comparison.GreaterOrEqual,
        [BinaryOperatorKind.LessThan] = Comparison.Less,
        [BinaryOperatorKind.LessThanOrEqual] = Comparison.LessOrEqual,
    };

    private static readonly Dictionary<string, TextMatch> TextMatches = new(StringComparer.Ordinal)
    {
        ["contains"] = TextMatch.Contains,
        ["startswith"] = TextMatch.StartsWith,
        ["endswith"] = TextMatch.EndsWith,
    };

    // A chain of thousands of conditions is one flat list: the parser nests it to the left.
    private Filter Junction(BinaryOperatorNode node, RowScope scope)
    {
        var kind = node.OperatorKind;
        var operands = new Stack<QueryNode>();
        QueryNode left = node;
        while (Unwrapped(left) is BinaryOperatorNode chain && chain.OperatorKind == kind)
        {
            operands.Push(chain.Right);
            left = chain.Left;
        }
        operands.Push(left);
        Filter[] filters = [.. operands.Select(operand => Filter(operand, scope))];
        return kind == BinaryOperatorKind.And ? Filters.All(filters) : new OrFilter(filters);
    }

    private Filter Compare(BinaryOperatorNode node, Comparison comparison, RowScope scope)
    {
        if (IsNull(node.Right) && Unwrapped(node.Left) is SingleNavigationNode left) return ComparedWithNull(Exists(left, scope), comparison);
        if (IsNull(node.Left) && Unwrapped(node.Right) is SingleNavigationNode right) return ComparedWithNull(Exists(right, scope), comparison);
        return Compared(Raw(node.Left, scope), comparison, Raw(node.Right, scope));
    }

    private Filter Compared(Scalar left, Comparison comparison, Scalar right)
    {
        if (left is Literal { Value: null }) return ComparedWithNull(Present(right), comparison);
        if (right is Literal { Value: null }) return ComparedWithNull(Present(left), comparison);
        return new CompareFilter(Settled(left, right), comparison, Settled(right, left));
    }

    // Null equals null and nothing else; nothing is greater or less (contract: filters are two-valued).
    private static Filter ComparedWithNull(Filter present, Comparison comparison) => comparison switch
    {
        Comparison.Equal => Negated(present),
        Comparison.NotEqual => present,
        _ => Data.Query.Filter.False,
    };

    private static Filter Present(Scalar scalar) =>
        scalar is Literal literal ? literal.Value is null ? Data.Query.Filter.False : Data.Query.Filter.True : new NotFilter(new IsNullFilter(scalar));

    private static Filter Negated(Filter filter) => filter switch
    {
        NotFilter not => not.Filter,
        ConstantFilter constant => constant.Value ? Data.Query.Filter.False : Data.Query.Filter.True,
        _ => new NotFilter(filter),
    };

    private static ExistsFilter Exists(SingleNavigationNode node, RowScope scope)
    {
        var path = PathTo(node.Source, scope);
        if (path.Levels > 0) throw NotOffered("A comparison of an outer row's navigation with null");
        return new(path.Relations, path.Entity.Relation(node.NavigationProperty.Name));
    }

    private Filter Text(SingleValueFunctionCallNode call, TextMatch match, RowScope scope)
    {
        var arguments = call.Parameters.Select(parameter => Raw(parameter, scope)).ToArray();
        return arguments.Any(argument => argument is Literal { Value: null })
            ? Data.Query.Filter.False
            : new TextFilter(Settled(arguments[0]), match, Settled(arguments[1]));
    }

    /// <summary><c>any</c> and <c>all</c> (URL conventions, section 5.1.1.13).</summary>
    private QuantifiedFilter Quantified(LambdaNode node, RowScope scope)
    {
        var (path, relation) = Collection(node.Source, scope);
        var quantifier = node is AllNode ? Quantifier.All : Quantifier.Any;
        if (node.CurrentRangeVariable is not { Name: { Length: > 0 } variable }) return new(path, relation, quantifier, null);
        return new(path, relation, quantifier, Filter(node.Body, scope.Nested(variable, relation.Target)));
    }

    /// <summary><c>in</c> (URL conventions, section 5.1.1.1.12).</summary>
    private InFilter In(InNode node, RowScope scope)
    {
        if (node.Right is not CollectionConstantNode list) throw NotOffered("'in' with anything but a list of literals");
        var left = Settled(Raw(node.Left, scope));
        var items = list.Collection.Select(item => Listed(item, left)).ToArray();
        return new InFilter(left, values.Add(items.OfType<object>().Distinct().ToArray()), items.Contains(null));
    }

    private static Filter Truth(Scalar scalar) => scalar switch
    {
        FilterScalar filter => filter.Filter,
        Literal { Value: bool value } => value ? Data.Query.Filter.True : Data.Query.Filter.False,
        Literal { Value: null } => Data.Query.Filter.False,
        { Kind: FieldKind.Boolean } => new TruthFilter(scalar),
        _ => throw Invalid("A condition must be true or false."),
    };

    private static bool IsNull(QueryNode node) => Unwrapped(node) is ConstantNode { Value: null };

    private static QueryNode Unwrapped(QueryNode node)
    {
        while (node is ConvertNode convert) node = convert.Source;
        return node;
    }
}
