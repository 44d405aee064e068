using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary>Plans an expression as a scalar, or as a literal whose type is not yet known.</summary>
    private Scalar Raw(Expression node, RowScope scope)
    {
        context.Enter();
        var scalar = node switch
        {
            LiteralExpression { Value: Guid or byte[] } => throw Invalid("A literal is a GUID or binary, and no property has these types. Put a text in quotes."),
            LiteralExpression literal => new Literal(literal.Value),
            MemberExpression or KeyedExpression or FilteredExpression => Value(node, scope),
            AliasExpression alias => Raw(context.Alias(alias.Name), scope),
            CountExpression count => Count(count, scope),
            CallExpression call => Call(call, scope),
            CaseExpression @case => Case(@case, scope),
            NegateExpression negate => Negate(Raw(negate.Operand, scope)),
            BinaryExpression binary when IsArithmetic(binary.Operator) => Calculated(binary, scope),
            BinaryExpression or NotExpression or LambdaExpression => new FilterScalar(Filter(node, scope)),
            ListExpression => throw Invalid("A list is not allowed here. Use lists only after 'in'."),
            _ => throw new InvalidOperationException($"The expression {node.GetType().Name} has no planner."),
        };
        context.Leave();
        return scalar;
    }

    /// <summary>Turns a literal into a slot of the type that it is compared with.</summary>
    private Scalar Settled(Scalar scalar, Scalar? other = null)
    {
        if (scalar is not Literal literal) return scalar;
        if (literal.Value is null) return new NullScalar(other?.Kind ?? FieldKind.Text);
        // No store holds NaN, so it is null.
        if (literal.Value is double.NaN) return new NullScalar(FieldKind.Double);
        if (other is { Kind: FieldKind.Enum } and not Literal && literal.Value is string or EnumLiteral) return values.Slot(Member(literal.Value, EnumOf(other!)), FieldKind.Enum);
        if (literal.Value is EnumLiteral named) throw Invalid($"{named.Type}'{named.Member}' can only be compared with values of its type. Compare it with a property of {named.Type}.");
        var value = other is null ? literal.Value : Literals.As(literal.Value, other.Kind);
        var kind = new Literal(value).Kind;
        // A number takes the kind of the comparison, so that 1 and 1.5 share one statement.
        if (other is not null) kind = Numbers.Common(kind, other.Kind) ?? kind;
        return other is null or Literal || Numbers.AreComparable(kind, other.Kind) ? values.Slot(value, kind)
            : throw Invalid($"{TypeOf(new Literal(value))} cannot be compared with {TypeOf(other)}. Correct the type of the value.");
    }

    private static long Member(object value, EnumModel model) => value is EnumLiteral literal ? Literals.Member(literal, model) : Literals.Member((string)value, model);

    private static EnumModel EnumOf(Scalar scalar) => scalar.Enum ?? throw Invalid("The type of the enum is unknown. Compare the enum with a property.");

    private static object? Listed(Literal item, Scalar left)
    {
        if (item.Value is null) return null;
        if (left.Kind == FieldKind.Enum && item.Value is string or EnumLiteral) return Member(item.Value, EnumOf(left));
        var value = Literals.As(item.Value, left.Kind);
        return Numbers.AreComparable(new Literal(value).Kind, left.Kind) && value is not EnumLiteral ? value
            : throw Invalid($"{TypeOf(item)} cannot be compared with {TypeOf(left)}. Correct the type of the value in the list.");
    }

    /// <summary>Plans <c>case</c> (URL conventions, section 5.1.1.9.1): the value of the first condition that holds.</summary>
    private Scalar Case(CaseExpression node, RowScope scope)
    {
        var branches = node.Branches.Select(branch => (Filter(branch.Condition, scope), Value: Raw(branch.Value, scope))).ToArray();
        var known = branches.Select(branch => branch.Value).FirstOrDefault(value => value is not Literal) ?? branches.Select(branch => branch.Value).FirstOrDefault(value => value is not Literal { Value: null });
        if (known is null) return new Literal(null);
        var settled = branches.Select(branch => (branch.Item1, Settled(branch.Value, known))).ToArray();
        var kind = settled[0].Item2.Kind;
        foreach (var (_, value) in settled)
        {
            if (value.Kind == kind) continue;
            kind = Numbers.Common(kind, value.Kind) ?? throw Invalid("The values of a case have different types. Cast them to one type.");
        }
        return new CaseScalar(settled, kind);
    }
}
