using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary>An expression's scalar, or a literal that does not know yet what it is for.</summary>
    private Scalar Raw(QueryNode node, RowScope scope)
    {
        context.Enter();
        var scalar = node switch
        {
            // The runner compares and calculates across kinds itself.
            ConvertNode convert => Raw(convert.Source, scope),
            ConstantNode constant => Literals.Of(constant),
            SingleValuePropertyAccessNode property => Property(property, scope),
            SingleValueOpenPropertyAccessNode open => Named(open.Name),
            ParameterAliasNode alias => Alias(alias, scope),
            CountNode count => Count(count, scope),
            SingleValueFunctionCallNode call => Call(call, scope),
            UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Negate } negate => Negate(Raw(negate.Operand, scope)),
            BinaryOperatorNode binary when IsArithmetic(binary.OperatorKind) => Calculated(binary, scope),
            BinaryOperatorNode or UnaryOperatorNode or LambdaNode or InNode => new FilterScalar(Filter(node, scope)),
            SingleNavigationNode => throw Invalid("A navigation is no value: name one of its properties, or compare it with null."),
            _ => throw NotOffered($"An expression of the kind {node.Kind}"),
        };
        context.Leave();
        return scalar;
    }

    private Scalar Alias(ParameterAliasNode alias, RowScope scope) =>
        context.Aliases.TryGetValue(alias.Alias, out var value) && value is not null ? Raw(value, scope) : new Literal(null);

    private static bool IsArithmetic(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide or BinaryOperatorKind.Modulo;

    private Scalar Calculated(BinaryOperatorNode node, RowScope scope)
    {
        var (left, right) = (Raw(node.Left, scope), Raw(node.Right, scope));
        if (left is Literal { Value: null } || right is Literal { Value: null }) return new Literal(null);
        if (Literals.Moved(left, node.OperatorKind, right) is { } moved) return moved;
        var kind = Numbers.Common(left.Kind, right.Kind) ?? throw NotOffered("Arithmetic on anything but numbers");
        return new CallScalar(FunctionOf(node.OperatorKind, kind), [Settled(left), Settled(right)], kind);
    }

    /// <summary>Division of integers is of integers (URL conventions, section 5.1.1.2.4).</summary>
    private static ScalarFunction FunctionOf(BinaryOperatorKind kind, FieldKind result) => kind switch
    {
        BinaryOperatorKind.Add => ScalarFunction.Add,
        BinaryOperatorKind.Subtract => ScalarFunction.Subtract,
        BinaryOperatorKind.Multiply => ScalarFunction.Multiply,
        BinaryOperatorKind.Modulo => ScalarFunction.Modulo,
        _ => result is FieldKind.Int or FieldKind.Long ? ScalarFunction.IntegerDivide : ScalarFunction.Divide,
    };

    private static Scalar Negate(Scalar operand) => operand switch
    {
        Literal literal => Literals.Negated(literal),
        _ when Numbers.IsNumber(operand.Kind) => new CallScalar(ScalarFunction.Negate, [operand], operand.Kind),
        _ => throw Invalid("Only a number can be negated."),
    };

    /// <summary>A literal becomes a slot of what it is compared with.</summary>
    private Scalar Settled(Scalar scalar, Scalar? other = null) => scalar is not Literal literal ? scalar : literal.Value switch
    {
        null => new NullScalar(other?.Kind ?? FieldKind.Text),
        string name when other is { Kind: FieldKind.Enum } => values.Slot(Literals.Member(name, EnumOf(other)), FieldKind.Enum),
        Span => throw NotOffered("A duration by itself"),
        var value when other is null or Literal || Numbers.AreComparable(literal.Kind, other.Kind) => values.Slot(value, literal.Kind),
        _ => throw Invalid($"A value of the type {literal.Kind} can't be compared with one of the type {other!.Kind}."),
    };

    private EnumModel EnumOf(Scalar scalar) => scalar.Enum ?? Names.EnumOf(scalar) ?? throw Invalid("An enum of no known type.");

    private object? Listed(ConstantNode item, Scalar left)
    {
        if (item.Value is null) return null;
        // The parser saw a placeholder: see InLists.
        if (item.Value is string or Microsoft.OData.ODataEnumValue)
        {
            var text = context.ListText(item.Value is Microsoft.OData.ODataEnumValue { Value: var name } ? name : (string)item.Value);
            return left.Kind == FieldKind.Enum ? Literals.Member(text, EnumOf(left)) : text;
        }
        var literal = Literals.Of(item);
        return Numbers.AreComparable(literal.Kind, left.Kind) ? literal.Value
            : throw Invalid($"A value of the type {literal.Kind} can't be compared with one of the type {left.Kind}.");
    }
}
