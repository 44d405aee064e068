namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>A parsed expression (URL conventions, section 5.1.1). Its names are not resolved yet.</summary>
internal abstract record Expression;

/// <param name="Value">
/// Null, bool, int, long, decimal, double, string, DateOnly, DateTimeOffset, TimeOnly, TimeSpan, Guid, byte[] or an
/// <see cref="EnumLiteral"/>.
/// </param>
internal sealed record LiteralExpression(object? Value) : Expression;

/// <summary>A parameter alias, with its <c>@</c>.</summary>
internal sealed record AliasExpression(string Name) : Expression;

/// <summary>A single name or the last name of a path: a property, a navigation, a range variable, a computed value, a type.</summary>
/// <param name="Source">The preceding part of the path; null at its beginning.</param>
internal sealed record MemberExpression(Expression? Source, string Name) : Expression;

/// <summary><c>Set(key)</c> or <c>Set/key</c> after <c>$root</c>.</summary>
internal sealed record KeyedExpression(MemberExpression Collection, IReadOnlyList<Expression> Key) : Expression;

/// <summary><c>Source/$filter(…)</c>: the part of a collection that meets a condition.</summary>
internal sealed record FilteredExpression(Expression Source, Expression Condition) : Expression;

/// <param name="Variable">Null for <c>any()</c>.</param>
internal sealed record LambdaExpression(Expression Source, bool IsAll, string? Variable, Expression? Body) : Expression;

/// <summary><c>/$count</c>, with an optional filter and search.</summary>
internal sealed record CountExpression(Expression? Source, Expression? Filter, SearchTerm? Search) : Expression;

/// <param name="Name">The function's name in lower case.</param>
internal sealed record CallExpression(string Name, IReadOnlyList<Expression> Arguments) : Expression;

internal sealed record CaseExpression(IReadOnlyList<(Expression Condition, Expression Value)> Branches) : Expression;

internal sealed record ListExpression(IReadOnlyList<Expression> Items) : Expression;

internal sealed record NotExpression(Expression Operand) : Expression;

internal sealed record NegateExpression(Expression Operand) : Expression;

internal sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

/// <param name="Type">The enum's name with its namespace.</param>
internal sealed record EnumLiteral(string Type, string Member);

internal enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideBy,
    Modulo,
    Has,
    In,
}
