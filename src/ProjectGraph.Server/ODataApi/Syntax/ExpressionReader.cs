namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads expressions (ABNF, section 3, <c>commonExpr</c>) by precedence climbing (URL conventions, section 5.1.1.14).</summary>
internal sealed class ExpressionReader(SyntaxText text)
{
    // Operator names are case-insensitive (4.01, section 13.2). A higher level binds more tightly.
    private static readonly Dictionary<string, (BinaryOperator Operator, int Level)> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["or"] = (BinaryOperator.Or, 1),
        ["and"] = (BinaryOperator.And, 2),
        ["eq"] = (BinaryOperator.Equal, 3),
        ["ne"] = (BinaryOperator.NotEqual, 3),
        ["gt"] = (BinaryOperator.Greater, 4),
        ["ge"] = (BinaryOperator.GreaterOrEqual, 4),
        ["lt"] = (BinaryOperator.Less, 4),
        ["le"] = (BinaryOperator.LessOrEqual, 4),
        ["add"] = (BinaryOperator.Add, 5),
        ["sub"] = (BinaryOperator.Subtract, 5),
        ["mul"] = (BinaryOperator.Multiply, 6),
        ["div"] = (BinaryOperator.Divide, 6),
        ["divby"] = (BinaryOperator.DivideBy, 6),
        ["mod"] = (BinaryOperator.Modulo, 6),
        ["has"] = (BinaryOperator.Has, Tightest),
        ["in"] = (BinaryOperator.In, Tightest),
    };

    private const int Tightest = 7;
    private readonly PrimaryReader _primaries = new(text);

    public Expression Read() => Climb(1);

    private Expression Climb(int level)
    {
        var left = Unary();
        while (Operator() is var (op, tightness, end) && tightness >= level)
        {
            text.At = end;
            left = new BinaryExpression(op, left, Climb(tightness + 1));
        }
        return left;
    }

    private Expression Unary()
    {
        text.SkipSpaces();
        if (text.Next == '-' && LiteralReader.Read(text) is { } negative) return Tight(negative);
        if (text.Take('-')) return Infinity() ?? (Expression)new NegateExpression(Operand());
        return TakeNot() ? new NotExpression(Operand()) : Tight(_primaries.Read(this));
    }

    private Expression Operand()
    {
        text.Enter();
        var operand = Unary();
        text.Leave();
        return operand;
    }

    // "has" and "in" bind more tightly than "not".
    private Expression Tight(Expression left)
    {
        while (Operator() is (var op, Tightest, var end))
        {
            text.At = end;
            text.SkipSpaces();
            var right = op == BinaryOperator.In && text.Next is '(' or '[' ? _primaries.List(this) : _primaries.Read(this);
            left = new BinaryExpression(op, left, right);
        }
        return left;
    }

    private (BinaryOperator Operator, int Level, int End)? Operator()
    {
        var start = text.At;
        var spaced = text.SkipSpaces() || (start > 0 && text.Whole[start - 1] is ')' or '\'' or ']');
        var length = 0;
        while (text.At + length < text.Whole.Length && char.IsAsciiLetter(text.Whole[text.At + length])) length++;
        var word = text.Whole.AsSpan(text.At, length);
        var end = text.At + length;
        text.At = start;
        if (!spaced || length is < 2 or > 5 || !Operators.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var found)) return null;
        return end < text.Whole.Length && (char.IsWhiteSpace(text.Whole[end]) || text.Whole[end] is '(' or '\'' or '[' or '-' or '@') ? (found.Operator, found.Level, end) : null;
    }

    private bool TakeNot()
    {
        if (!text.Whole.AsSpan(text.At).StartsWith("not", StringComparison.OrdinalIgnoreCase)) return false;
        var end = text.At + 3;
        if (end >= text.Whole.Length || !(char.IsWhiteSpace(text.Whole[end]) || text.Whole[end] == '(')) return false;
        text.At = end;
        return true;
    }

    private LiteralExpression? Infinity()
    {
        var start = text.At;
        if (text.Word() == "INF") return new(double.NegativeInfinity);
        text.At = start;
        return null;
    }
}
