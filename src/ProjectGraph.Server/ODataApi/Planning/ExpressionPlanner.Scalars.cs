using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary>Plans an expression as a scalar, or as a literal whose type is not yet known.</summary>
    private Scalar PlanUntyped(Expression node, RowScope scope)
    {
        context.Enter();
        var scalar = node switch
        {
            LiteralExpression { Value: Guid or byte[] } => throw Invalid(
                "A literal is a GUID or binary, and no property has these types. Put a text in quotes."
            ),
            LiteralExpression literal => new LiteralScalar(literal.Value),
            MemberExpression or KeyedExpression or FilteredExpression => ResolveValue(node, scope),
            AliasExpression alias => PlanUntyped(context.GetAlias(alias.Name), scope),
            CountExpression count => PlanCount(count, scope),
            CallExpression call => Call(call, scope),
            CaseExpression @case => PlanCase(@case, scope),
            NegateExpression negate => PlanNegation(PlanUntyped(negate.Operand, scope)),
            BinaryExpression binary when IsArithmetic(binary.Operator) => PlanArithmetic(binary, scope),
            BinaryExpression or NotExpression or LambdaExpression => new FilterScalar(PlanFilter(node, scope)),
            ListExpression => throw Invalid("A list is not allowed here. Use lists only after 'in'."),
            _ => throw new InvalidOperationException($"The expression {node.GetType().Name} has no planner."),
        };
        context.Leave();
        return scalar;
    }

    /// <summary>Turns a literal into a slot of the type that it is compared with.</summary>
    private Scalar ToTyped(Scalar scalar, Scalar? other = null)
    {
        if (scalar is not LiteralScalar literal)
            return scalar;
        if (literal.Value is null)
            return new NullScalar(other?.Kind ?? FieldKind.Text);
        // No store holds NaN, so it is null.
        if (literal.Value is double.NaN)
            return new NullScalar(FieldKind.Double);
        if (other is { Kind: FieldKind.Enum } and not LiteralScalar && literal.Value is string or EnumLiteral)
            return values.AddSlot(GetMemberNumber(literal.Value, GetEnum(other!)), FieldKind.Enum);
        if (literal.Value is EnumLiteral named)
            throw Invalid(
                $"{named.Type}'{named.Member}' can only be compared with values of its type. Compare it with a property of {named.Type}."
            );
        var value = other is null ? literal.Value : LiteralConversion.ConvertTo(literal.Value, other.Kind);
        var kind = new LiteralScalar(value).Kind;
        // A number takes the kind of the comparison, so that 1 and 1.5 share one statement.
        if (other is not null)
            kind = FieldKinds.GetCommonKind(kind, other.Kind) ?? kind;
        return other is null or LiteralScalar || FieldKinds.AreComparable(kind, other.Kind)
            ? values.AddSlot(value, kind)
            : throw Invalid(
                $"{GetEdmType(new LiteralScalar(value))} cannot be compared with {GetEdmType(other)}. Correct the type of the value."
            );
    }

    private static long GetMemberNumber(object value, EnumModel model) =>
        value is EnumLiteral literal
            ? LiteralConversion.GetMemberNumber(literal, model)
            : LiteralConversion.GetMemberNumber((string)value, model);

    private static EnumModel GetEnum(Scalar scalar) =>
        scalar.Enum ?? throw Invalid("The type of the enum is unknown. Compare the enum with a property.");

    private static object? ToListValue(LiteralScalar item, Scalar left)
    {
        if (item.Value is null)
            return null;
        if (left.Kind == FieldKind.Enum && item.Value is string or EnumLiteral)
            return GetMemberNumber(item.Value, GetEnum(left));
        var value = LiteralConversion.ConvertTo(item.Value, left.Kind);
        return FieldKinds.AreComparable(new LiteralScalar(value).Kind, left.Kind) && value is not EnumLiteral
            ? value
            : throw Invalid($"{GetEdmType(item)} cannot be compared with {GetEdmType(left)}. Correct the type of the value in the list.");
    }

    /// <summary>Plans <c>case</c> (URL conventions, section 5.1.1.9.1): the value of the first condition that holds.</summary>
    private Scalar PlanCase(CaseExpression node, RowScope scope)
    {
        var branches = node
            .Branches.Select(branch => (PlanFilter(branch.Condition, scope), Value: PlanUntyped(branch.Value, scope)))
            .ToArray();
        var known = branches.Select(branch => branch.Value).FirstOrDefault(value => value is not LiteralScalar)
            ?? branches.Select(branch => branch.Value).FirstOrDefault(value => value is not LiteralScalar { Value: null });
        if (known is null)
            return new LiteralScalar(null);
        var settled = branches.Select(branch => (branch.Item1, ToTyped(branch.Value, known))).ToArray();
        var kind = settled[0].Item2.Kind;
        foreach (var (_, value) in settled)
        {
            if (value.Kind == kind)
                continue;
            kind = FieldKinds.GetCommonKind(kind, value.Kind)
                ?? throw Invalid("The values of a case have different types. Cast them to one type.");
        }
        return new CaseScalar(settled, kind);
    }
}
