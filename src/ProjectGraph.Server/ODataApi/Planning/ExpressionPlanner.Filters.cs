using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    private static readonly Dictionary<BinaryOperator, Comparison> Comparisons = new()
    {
        [BinaryOperator.Equal] = Comparison.Equal,
        [BinaryOperator.NotEqual] = Comparison.NotEqual,
        [BinaryOperator.Greater] = Comparison.Greater,
        [BinaryOperator.GreaterOrEqual] = Comparison.GreaterOrEqual,
        [BinaryOperator.Less] = Comparison.Less,
        [BinaryOperator.LessOrEqual] = Comparison.LessOrEqual,
    };

    private static readonly Dictionary<string, TextMatch> TextMatches = new(StringComparer.Ordinal)
    {
        ["contains"] = TextMatch.Contains,
        ["startswith"] = TextMatch.StartsWith,
        ["endswith"] = TextMatch.EndsWith,
    };

    // The reader nests a chain of conditions to the left. A flat list avoids deep recursion.
    private Filter PlanJunction(BinaryExpression node, RowScope scope)
    {
        var operands = new Stack<Expression>();
        Expression left = node;
        while (left is BinaryExpression chain && chain.Operator == node.Operator)
        {
            operands.Push(chain.Right);
            left = chain.Left;
        }
        operands.Push(left);
        Filter[] filters = [.. operands.Select(operand => PlanFilter(operand, scope))];
        return node.Operator == BinaryOperator.And ? Filters.Combine(filters) : new OrFilter(filters);
    }

    private Filter PlanComparison(BinaryExpression node, Comparison comparison, RowScope scope)
    {
        if (IsNull(node.Right) && PlanNavigationExists(node.Left, scope) is { } left)
            return CompareWithNull(left, comparison);
        if (IsNull(node.Left) && PlanNavigationExists(node.Right, scope) is { } right)
            return CompareWithNull(right, comparison);
        return CompareScalars(PlanUntyped(node.Left, scope), comparison, PlanUntyped(node.Right, scope));
    }

    private Filter CompareScalars(Scalar left, Comparison comparison, Scalar right)
    {
        if (left is LiteralScalar { Value: null })
            return CompareWithNull(IsNotNull(right), comparison);
        if (right is LiteralScalar { Value: null })
            return CompareWithNull(IsNotNull(left), comparison);
        if (
            comparison is Comparison.Equal or Comparison.NotEqual
            && (CompareWithFallback(left, right) ?? CompareWithFallback(right, left)) is { } shown
        )
            return comparison == Comparison.Equal ? shown : new NotFilter(shown);
        var (first, second) = (ToTyped(left, right), ToTyped(right, left));
        RequireComparable(first, second);
        // NaN does not equal any value, including itself.
        if (left is LiteralScalar { Value: double.NaN } || right is LiteralScalar { Value: double.NaN })
            return comparison == Comparison.NotEqual ? Data.Query.Filter.True : Data.Query.Filter.False;
        return new CompareFilter(first, comparison, second);
    }

    /// <summary>Tests whether the value is shown as the enum's fallback; null if the literal is another value.</summary>
    private Filter? CompareWithFallback(Scalar value, Scalar literal) =>
        value is { Kind: FieldKind.Enum, Enum: { } model } and not LiteralScalar
        && literal is LiteralScalar { Value: string or EnumLiteral } given
        && ShownEnum.IsFallback(value, GetMemberNumber(given.Value!, model))
            ? ShownEnum.EqualsFallback(value, AddEnumSlot)
            : null;

    private SlotScalar AddEnumSlot(long number) => values.AddSlot(number, FieldKind.Enum);

    private static void RequireComparable(Scalar left, Scalar right)
    {
        var enums = left.Kind == FieldKind.Enum && right.Kind == FieldKind.Enum && left is not SlotScalar && right is not SlotScalar;
        if (!FieldKinds.AreComparable(left.Kind, right.Kind) || (enums && left.Enum != right.Enum))
            throw Invalid($"{GetEdmType(left)} cannot be compared with {GetEdmType(right)}. Cast one of the values.");
    }

    // Null equals only null, and no value is greater or less than null (contract: filters are two-valued).
    private static Filter CompareWithNull(Filter present, Comparison comparison) =>
        comparison switch
        {
            Comparison.Equal => NegateFilter(present),
            Comparison.NotEqual => present,
            _ => Data.Query.Filter.False,
        };

    private Filter IsNotNull(Scalar scalar) =>
        scalar is LiteralScalar literal
            ? literal.Value is null
                ? Data.Query.Filter.False
                : Data.Query.Filter.True
            : new NotFilter(ShownEnum.IsNull(scalar, AddEnumSlot));

    private static Filter NegateFilter(Filter filter) =>
        filter switch
        {
            NotFilter not => not.Filter,
            ConstantFilter constant => constant.Value ? Data.Query.Filter.False : Data.Query.Filter.True,
            _ => new NotFilter(filter),
        };

    /// <summary>Plans <c>has</c> (URL conventions, section 5.1.1.1.9). No enum has flags, so it is an equality test.</summary>
    private Filter PlanHas(BinaryExpression node, RowScope scope)
    {
        var left = ToTyped(PlanUntyped(node.Left, scope));
        if (left.Kind != FieldKind.Enum)
            throw Invalid("The left side of 'has' is not an enum value. Use an enum property there.");
        return CompareScalars(left, Comparison.Equal, PlanUntyped(node.Right, scope));
    }

    private Filter PlanTextMatch(CallExpression call, TextMatch match, RowScope scope)
    {
        var arguments = PlanArguments(call, scope, 2, 2);
        if (arguments.Any(argument => argument is LiteralScalar { Value: null }))
            return Data.Query.Filter.False;
        var settled = arguments.Select(argument => ToTyped(argument)).ToArray();
        if (!settled.All(argument => FieldKinds.IsText(argument.Kind)))
            throw Invalid($"{call.Name} takes two texts. Cast other values to Edm.String.");
        return new TextFilter(settled[0], match, settled[1]);
    }

    /// <summary>Plans <c>any</c> and <c>all</c> (URL conventions, section 5.1.1.13).</summary>
    private Filter PlanLambda(LambdaExpression node, RowScope scope)
    {
        var (source, conditions) = SplitConditions(node.Source);
        if (node.IsAll && conditions.Count > 0)
            throw UnsupportedFeature.CreateError(
                "all after $filter(…)",
                "Put the condition into all, as in all(t:not (t/Tag eq 'a') or t/Id gt 1)."
            );
        var many = ResolveCollection(source, scope);
        if (many.Field is not null)
            throw UnsupportedFeature.CreateError(
                "any or all of a collection of values",
                "Name the property within the condition, as in Tags/any(t:t/Tag eq 'a')."
            );
        var quantifier = node.IsAll ? Quantifier.All : Quantifier.Any;
        return CreateQuantifiedFilter(
            many,
            quantifier,
            Filters.CombineOrNull([
                .. conditions.Select(each => PlanFilter(each, GetInnerScope(many, scope).CreateCountScope(many.Relation.Target))),
                node.Variable is { } variable
                    ? PlanFilter(node.Body!, GetInnerScope(many, scope).CreateLambdaScope(variable, many.Relation.Target))
                    : null,
            ])
        );
    }

    private static Filter CreateQuantifiedFilter(PathTarget.Many many, Quantifier quantifier, Filter? filter)
    {
        var quantified = new QuantifiedFilter(many.From.Relations, many.Relation, quantifier, filter) { LevelsOut = many.From.Levels };
        return many.From.Source is { } source ? new CrossFilter(source, quantified) : quantified;
    }

    // Inside a lambda over one row of a cross join, the other rows are not accessible.
    private static RowScope GetInnerScope(PathTarget.Many many, RowScope scope) =>
        many.From.Source is null ? scope : new(null, many.From.Entity);

    /// <summary>Plans <c>in</c> (URL conventions, section 5.1.1.1.12).</summary>
    private Filter PlanIn(BinaryExpression node, RowScope scope)
    {
        var right = node.Right is AliasExpression alias ? context.GetAlias(alias.Name) : node.Right;
        if (right is MemberExpression && Resolve(right, scope) is PathTarget.Many { Field: { } field } many)
            return PlanInCollection(node.Left, many, field, scope);
        if (right is not ListExpression list)
            throw Invalid("The right side of 'in' is not a list. Use a list in parentheses, or a path to a collection of values.");
        if (list.Items.Count == 0)
            return Data.Query.Filter.False;
        var left = PlanUntyped(node.Left, scope);
        var items = list.Items.Select(item => PlanUntyped(item, scope)).ToArray();
        if (
            left is LiteralScalar
            || !items.All(item =>
                item is LiteralScalar { Value: not RequestTime } literal && (literal.Value is not double real || double.IsFinite(real))
            )
        )
            return new OrFilter([.. items.Select(item => CompareScalars(left, Comparison.Equal, item))]);
        var listed = items.Select(item => ToListValue((LiteralScalar)item, left)).ToArray();
        var among = new InFilter(left, values.Add(listed.OfType<object>().Distinct().ToArray()), listed.Contains(null));
        if (listed.Any(each => ShownEnum.IsFallback(left, each)))
            return new OrFilter([among, ShownEnum.EqualsFallback(left, AddEnumSlot)]);
        return among.OrNull && ShownEnum.HidesNumbers(left) ? new OrFilter([among, ShownEnum.IsNull(left, AddEnumSlot)]) : among;
    }

    private Filter PlanInCollection(Expression value, PathTarget.Many many, FieldModel field, RowScope scope)
    {
        var inner = GetInnerScope(many, scope).CreateLambdaScope("", many.Relation.Target);
        var left = PlanUntyped(value, inner);
        return CreateQuantifiedFilter(many, Quantifier.Any, CompareScalars(left, Comparison.Equal, new FieldScalar(field)));
    }

    /// <summary>Plans <c>hassubset</c> (URL conventions, section 5.1.1.6.1): the collection contains every value.</summary>
    private Filter PlanHasSubset(CallExpression call, RowScope scope)
    {
        if (call.Arguments is not [var whole, var part])
            throw Invalid("hassubset does not have two arguments. Give two collections.");
        if (part is AliasExpression alias)
            part = context.GetAlias(alias.Name);
        if (part is not ListExpression list)
            throw UnsupportedFeature.CreateError(
                "hassubset of two collections of rows",
                "Give the second one as a list, as in hassubset(Tags/Tag,['a','b'])."
            );
        return Filters.Combine(list.Items.Select(item => PlanIn(new BinaryExpression(BinaryOperator.In, item, whole), scope)));
    }

    private static Filter ToCondition(Scalar scalar) =>
        scalar switch
        {
            FilterScalar filter => filter.Filter,
            LiteralScalar { Value: bool value } => value ? Data.Query.Filter.True : Data.Query.Filter.False,
            LiteralScalar { Value: null } => Data.Query.Filter.False,
            { Kind: FieldKind.Boolean } => new BooleanFilter(scalar),
            _ => throw Invalid("The condition is not a Boolean. Compare the value, as in Id gt 1."),
        };

    private bool IsNull(Expression node) =>
        node switch
        {
            LiteralExpression literal => literal.Value is null,
            AliasExpression alias => context.GetAlias(alias.Name) is LiteralExpression { Value: null },
            _ => false,
        };
}
