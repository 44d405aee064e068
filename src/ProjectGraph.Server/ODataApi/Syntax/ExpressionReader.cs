namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads expressions (ABNF, section 3, <c>commonExpr</c>) by precedence climbing (URL conventions, section 5.1.1.14).</summary>
internal sealed class ExpressionReader(OptionText text)
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
        ["has"] = (BinaryOperator.Has, TightestLevel),
        ["in"] = (BinaryOperator.In, TightestLevel),
    };

    private const int TightestLevel = 7;
    private readonly OperandReader _primaries = new(text);

    public Expression Read() => ReadBinary(1);

    private Expression ReadBinary(int level)
    {
        var left = ReadUnary();
        while (PeekOperator() is var (op, tightness, end) && tightness >= level)
        {
            text.Position = end;
            left = new BinaryExpression(op, left, ReadBinary(tightness + 1));
        }
        return left;
    }

    private Expression ReadUnary()
    {
        text.SkipSpaces();
        if (text.Next == '-' && LiteralReader.Read(text) is { } negative)
            return ReadTightOperators(negative);
        if (text.Take('-'))
            return ReadInfinity() ?? (Expression)new NegateExpression(ReadOperand());
        return TakeNot() ? new NotExpression(ReadOperand()) : ReadTightOperators(_primaries.Read(this));
    }

    private Expression ReadOperand()
    {
        text.Enter();
        var operand = ReadUnary();
        text.Leave();
        return operand;
    }

    // "has" and "in" bind more tightly than "not".
    private Expression ReadTightOperators(Expression left)
    {
        while (PeekOperator() is (var op, TightestLevel, var end))
        {
            text.Position = end;
            text.SkipSpaces();
            var right = op == BinaryOperator.In && text.Next is '(' or '[' ? _primaries.ReadList(this) : _primaries.Read(this);
            left = new BinaryExpression(op, left, right);
        }
        return left;
    }

    private (BinaryOperator Operator, int Level, int End)? PeekOperator()
    {
        var start = text.Position;
        var spaced = text.SkipSpaces() || (start > 0 && text.Text[start - 1] is ')' or '\'' or ']');
        var length = 0;
        while (text.Position + length < text.Text.Length && char.IsAsciiLetter(text.Text[text.Position + length]))
            length++;
        var word = text.Text.AsSpan(text.Position, length);
        var end = text.Position + length;
        text.Position = start;
        if (!spaced || length is < 2 or > 5 || !Operators.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var found))
            return null;
        return end < text.Text.Length && (char.IsWhiteSpace(text.Text[end]) || text.Text[end] is '(' or '\'' or '[' or '-' or '@')
            ? (found.Operator, found.Level, end)
            : null;
    }

    private bool TakeNot()
    {
        if (!text.Text.AsSpan(text.Position).StartsWith("not", StringComparison.OrdinalIgnoreCase))
            return false;
        var end = text.Position + 3;
        if (end >= text.Text.Length || !(char.IsWhiteSpace(text.Text[end]) || text.Text[end] == '('))
            return false;
        text.Position = end;
        return true;
    }

    private LiteralExpression? ReadInfinity()
    {
        var start = text.Position;
        if (text.ReadWord() == "INF")
            return new(double.NegativeInfinity);
        text.Position = start;
        return null;
    }
}
