using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    private static bool IsArithmetic(BinaryOperator op) =>
        op
            is BinaryOperator.Add
                or BinaryOperator.Subtract
                or BinaryOperator.Multiply
                or BinaryOperator.Divide
                or BinaryOperator.DivideBy
                or BinaryOperator.Modulo;

    /// <summary>Plans arithmetic on numbers, days, instants and durations (URL conventions, section 5.1.1.2).</summary>
    private Scalar PlanArithmetic(BinaryExpression node, RowScope scope)
    {
        var (left, right) = (PlanUntyped(node.Left, scope), PlanUntyped(node.Right, scope));
        if (left is LiteralScalar { Value: null } || right is LiteralScalar { Value: null })
            return new LiteralScalar(null);
        if (
            left is LiteralScalar fixedLeft
            && right is LiteralScalar fixedRight
            && LiteralConversion.Shift(fixedLeft.Value, node.Operator, fixedRight.Value) is { } moved
        )
            return moved;
        var areNumbers = FieldKinds.GetCommonKind(left.Kind, right.Kind) is not null;
        var (first, second) = (ToTyped(left, areNumbers ? right : null), ToTyped(right, areNumbers ? left : null));
        return FieldKinds.GetCommonKind(first.Kind, second.Kind) is { } kind
            ? PlanNumberArithmetic(node.Operator, first, second, kind)
            : PlanTimeArithmetic(node.Operator, first, second)
                ?? throw Invalid(
                    $"The operator '{node.Operator}' does not accept {GetEdmType(first)} and {GetEdmType(second)}. Cast one of the operands."
                );
    }

    /// <summary>
    /// Plans arithmetic on numbers. Only <c>divby</c> divides integers with a fraction (URL conventions, sections 5.1.1.2.4, 5.1.1.2.5).
    /// </summary>
    private static CallScalar PlanNumberArithmetic(BinaryOperator op, Scalar left, Scalar right, FieldKind kind)
    {
        var isWhole = kind is FieldKind.Int or FieldKind.Long;
        return op switch
        {
            BinaryOperator.Add => new(ScalarFunction.Add, [left, right], kind),
            BinaryOperator.Subtract => new(ScalarFunction.Subtract, [left, right], kind),
            BinaryOperator.Multiply => new(ScalarFunction.Multiply, [left, right], kind),
            BinaryOperator.Modulo => new(ScalarFunction.Modulo, [left, right], kind),
            BinaryOperator.DivideBy => new(ScalarFunction.Divide, [left, right], isWhole ? FieldKind.Decimal : kind),
            _ => new(isWhole ? ScalarFunction.IntegerDivide : ScalarFunction.Divide, [left, right], kind),
        };
    }

    private static Scalar? PlanTimeArithmetic(BinaryOperator op, Scalar left, Scalar right) =>
        (op, left.Kind, right.Kind) switch
        {
            (BinaryOperator.Add or BinaryOperator.Subtract, FieldKind.Instant, FieldKind.Duration) => Call(
                op,
                left,
                right,
                FieldKind.Instant
            ),
            (BinaryOperator.Add or BinaryOperator.Subtract, FieldKind.Date, FieldKind.Duration) => new CallScalar(
                ScalarFunction.Date,
                [Call(op, ToInstant(left), right, FieldKind.Instant)],
                FieldKind.Date
            ),
            (BinaryOperator.Add, FieldKind.Duration, FieldKind.Instant or FieldKind.Date) => PlanTimeArithmetic(op, right, left),
            (BinaryOperator.Add or BinaryOperator.Subtract, FieldKind.Duration, FieldKind.Duration) => Call(
                op,
                left,
                right,
                FieldKind.Duration
            ),
            (BinaryOperator.Subtract, FieldKind.Instant or FieldKind.Date, FieldKind.Instant or FieldKind.Date) => Call(
                op,
                ToInstant(left),
                ToInstant(right),
                FieldKind.Duration
            ),
            (BinaryOperator.Multiply, FieldKind.Duration, FieldKind.Int or FieldKind.Long) => new CallScalar(
                ScalarFunction.Multiply,
                [left, right],
                FieldKind.Duration
            ),
            (BinaryOperator.Multiply, FieldKind.Int or FieldKind.Long, FieldKind.Duration) => new CallScalar(
                ScalarFunction.Multiply,
                [left, right],
                FieldKind.Duration
            ),
            (BinaryOperator.Divide, FieldKind.Duration, FieldKind.Int or FieldKind.Long) => new CallScalar(
                ScalarFunction.IntegerDivide,
                [left, right],
                FieldKind.Duration
            ),
            _ => null,
        };

    private static CallScalar Call(BinaryOperator op, Scalar left, Scalar right, FieldKind kind) =>
        new(op == BinaryOperator.Add ? ScalarFunction.Add : ScalarFunction.Subtract, [left, right], kind);

    private static Scalar ToInstant(Scalar scalar) =>
        scalar.Kind == FieldKind.Date ? new CallScalar(ScalarFunction.ToInstant, [scalar], FieldKind.Instant) : scalar;

    private static Scalar PlanNegation(Scalar operand) =>
        operand switch
        {
            LiteralScalar literal => LiteralConversion.Negate(literal),
            { Kind: FieldKind.Duration } => new CallScalar(ScalarFunction.Negate, [operand], operand.Kind),
            _ when FieldKinds.IsNumber(operand.Kind) => new CallScalar(ScalarFunction.Negate, [operand], operand.Kind),
            _ => throw Invalid("The negated value is not a number or a duration. Negate only these."),
        };
}
