using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>ODataLib's bound expressions as filters and scalars of a plan. One file a concern: filters, scalars, functions, literals, paths.</summary>
internal sealed partial class ExpressionPlanner(PlanValues values, ExpressionContext context)
{
    /// <summary>Names that <c>$compute</c> and <c>$apply</c> gave to expressions; with groups, also what each key has become.</summary>
    public NamedScalars Names { get; init; } = new();

    /// <summary><c>$filter</c> (URL conventions, section 5.1.1).</summary>
    public Filter Filter(QueryNode node, RowScope scope)
    {
        context.Enter();
        var filter = node switch
        {
            ConvertNode convert => Filter(convert.Source, scope),
            ConstantNode constant => constant.Value is true ? Data.Query.Filter.True : Data.Query.Filter.False,
            BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } junction => Junction(junction, scope),
            BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Has } has => Compare(has, Comparison.Equal, scope),
            BinaryOperatorNode binary when Comparisons.TryGetValue(binary.OperatorKind, out var comparison) => Compare(binary, comparison, scope),
            UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => new NotFilter(Filter(not.Operand, scope)),
            SingleValueFunctionCallNode call when TextMatches.TryGetValue(call.Name, out var match) => Text(call, match, scope),
            LambdaNode lambda => Quantified(lambda, scope),
            InNode @in => In(@in, scope),
            _ => Truth(Raw(node, scope)),
        };
        context.Leave();
        return filter;
    }

    /// <summary>An expression whose value is wanted: never a bare literal.</summary>
    public Scalar Scalar(QueryNode node, RowScope scope) => Settled(Raw(node, scope));

    private static ApiException NotOffered(string what) => new(ErrorCodes.NotOffered, $"{what} is known to OData and not offered here.", what);

    private static ApiException Invalid(string message) => new(ErrorCodes.Invalid, message);
}

/// <summary>What all expressions of one request share.</summary>
/// <param name="Aliases">Values of parameter aliases, parsed.</param>
/// <param name="ListTexts">Texts that stand in <c>in</c> lists, in the place of which the parser saw only numbers.</param>
internal sealed class ExpressionContext(IDictionary<string, SingleValueNode?> aliases, IReadOnlyList<string> listTexts)
{
    // ODataLib ends at 800 levels itself; what it lets through must fit the stack here too.
    private const int MaxDepth = 800;
    private int depth;

    public IDictionary<string, SingleValueNode?> Aliases => aliases;

    public string ListText(string placeholder) => listTexts[int.Parse(placeholder.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)];

    public void Enter()
    {
        if (++depth > MaxDepth) throw new ApiException(ErrorCodes.TooComplex, $"The expression is nested more than {MaxDepth} levels deep.");
    }

    public void Leave() => depth--;
}
