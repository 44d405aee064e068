namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads the operands of operators: literals, parentheses, calls and paths.</summary>
internal sealed class OperandReader(OptionText text)
{
    public Expression Read(ExpressionReader expressions)
    {
        text.SkipSpaces();
        switch (text.Next)
        {
            case '\'':
                return new LiteralExpression(text.ReadQuoted());
            case '(':
                return ReadParenthesized(expressions);
            case '[':
                return ReadList(expressions);
        }
        if (LiteralReader.Read(text) is { } literal)
            return literal;
        var word = text.ExpectWord("a value");
        if (word[0] == '@')
            return new AliasExpression(word);
        if (text.Next == '\'')
            return new LiteralExpression(LiteralReader.ReadTyped(text, word, text.ReadQuoted()));
        if (text.Next == '(')
            return ReadPath(ReadCall(word, expressions), expressions);
        return FindConstant(word)
            ?? ReadPath(word == "$count" ? ReadCount(null, expressions) : new MemberExpression(null, word), expressions);
    }

    /// <summary>Reads the values after <c>in</c>, or an array.</summary>
    public ListExpression ReadList(ExpressionReader expressions)
    {
        text.Enter();
        var close = text.Next == '[' ? ']' : ')';
        text.Position++;
        text.SkipSpaces();
        var items = new List<Expression>();
        if (close == ']' && text.Take(']'))
        {
            text.Leave();
            return new(items);
        }
        do items.Add(text.Next == '"' ? new LiteralExpression(ReadJsonText()) : expressions.Read());
        while (text.TakeSpaced(','));
        text.SkipSpaces();
        text.Expect(close);
        text.Leave();
        return new(items);
    }

    private Expression ReadParenthesized(ExpressionReader expressions)
    {
        var list = ReadList(expressions);
        return list.Items.Count == 1 ? list.Items[0] : list;
    }

    private static LiteralExpression? FindConstant(string word) =>
        word switch
        {
            "INF" => new(double.PositiveInfinity),
            "NaN" => new(double.NaN),
            _ when word.Equals("null", StringComparison.OrdinalIgnoreCase) => new(Value: null),
            _ when word.Equals("true", StringComparison.OrdinalIgnoreCase) => new(true),
            _ when word.Equals("false", StringComparison.OrdinalIgnoreCase) => new(false),
            _ => null,
        };

    private Expression ReadCall(string name, ExpressionReader expressions)
    {
        text.Enter();
        text.Position++;
        text.SkipSpaces();
        var called = name.Equals("case", StringComparison.OrdinalIgnoreCase)
            ? new CaseExpression(ReadBranches(expressions))
            : (Expression)new CallExpression(name.ToLowerInvariant(), ReadArguments(expressions));
        text.Leave();
        return called;
    }

    private List<Expression> ReadArguments(ExpressionReader expressions)
    {
        var arguments = new List<Expression>();
        if (text.Take(')'))
            return arguments;
        do arguments.Add(expressions.Read());
        while (text.TakeSpaced(','));
        text.SkipSpaces();
        text.Expect(')');
        return arguments;
    }

    private List<(Expression, Expression)> ReadBranches(ExpressionReader expressions)
    {
        var branches = new List<(Expression, Expression)>();
        do
        {
            var condition = expressions.Read();
            if (!text.TakeSpaced(':'))
                throw text.Unexpected("':'");
            branches.Add((condition, expressions.Read()));
        } while (text.TakeSpaced(','));
        text.SkipSpaces();
        text.Expect(')');
        return branches;
    }

    /// <summary>Reads the segments of a path. The depth limit restricts its length.</summary>
    private Expression ReadPath(Expression start, ExpressionReader expressions)
    {
        var path = start;
        var entered = 0;
        while (text.Next == '/')
        {
            text.Position++;
            text.Enter();
            entered++;
            path = ReadSegment(path, expressions);
        }
        for (; entered > 0; entered--)
            text.Leave();
        return path;
    }

    private Expression ReadSegment(Expression source, ExpressionReader expressions)
    {
        // A key segment is allowed in the same place as a key in parentheses: after the set that follows $root.
        if (
            source is MemberExpression { Source: MemberExpression { Source: null, Name: "$root" } } set
            && char.IsAsciiDigit(text.Next)
            && LiteralReader.Read(text) is { } key
        )
            return new KeyedExpression(set, [key]);
        var word = text.ExpectWord("a name");
        if (word == "$count")
            return ReadCount(source, expressions);
        if (text.Next != '(')
            return new MemberExpression(source, word);
        if (word.Equals("any", StringComparison.OrdinalIgnoreCase) || word.Equals("all", StringComparison.OrdinalIgnoreCase))
            return ReadLambda(source, word, expressions);
        if (word == "$filter")
            return ReadFilter(source, expressions);
        text.Position++;
        text.SkipSpaces();
        return new KeyedExpression(new(source, word), ReadArguments(expressions));
    }

    /// <summary>Reads <c>/$filter(…)</c> after a collection (4.01, section 4.12).</summary>
    private FilteredExpression ReadFilter(Expression source, ExpressionReader expressions)
    {
        text.Enter();
        text.Position++;
        text.SkipSpaces();
        var condition = expressions.Read();
        text.SkipSpaces();
        text.Expect(')');
        text.Leave();
        return new(source, condition);
    }

    /// <summary>Reads <c>any</c> and <c>all</c> (URL conventions, section 5.1.1.13).</summary>
    private LambdaExpression ReadLambda(Expression source, string word, ExpressionReader expressions)
    {
        var isAll = word.Equals("all", StringComparison.OrdinalIgnoreCase);
        text.Position++;
        text.SkipSpaces();
        if (!isAll && text.Take(')'))
            return new(source, false, null, null);
        var variable = text.ExpectWord("a range variable");
        if (!text.TakeSpaced(':'))
            throw text.Unexpected("':'");
        text.Enter();
        var body = expressions.Read();
        text.Leave();
        text.SkipSpaces();
        text.Expect(')');
        return new(source, isAll, variable, body);
    }

    /// <summary>Reads <c>$count</c>, with <c>$filter</c> and <c>$search</c> in parentheses (4.01, section 5.1.1.15).</summary>
    private CountExpression ReadCount(Expression? source, ExpressionReader expressions)
    {
        if (!text.Take('('))
            return new(source, null, null);
        text.Enter();
        Expression? filter = null;
        SearchTerm? search = null;
        do
        {
            var name = text.ExpectWord("$filter or $search").TrimStart('$').ToLowerInvariant();
            if (!text.TakeSpaced('='))
                throw text.Unexpected("'='");
            if (name == "filter" && filter is null)
                filter = expressions.Read();
            else if (name == "search" && search is null)
                search = new SearchReader(text).Read();
            else
                throw text.Error($"$count does not accept '{name}'; use $filter and $search, at most once each");
        } while (text.TakeSpaced(';') || text.TakeSpaced('&'));
        text.SkipSpaces();
        text.Expect(')');
        text.Leave();
        return new(source, filter, search);
    }

    // Arrays are JSON, so their texts may be in double quotes.
    private string ReadJsonText()
    {
        var start = text.Position++;
        while (!text.IsAtEnd && text.Next != '"')
            text.Position += text.Next == '\\' ? 2 : 1;
        if (text.IsAtEnd)
            throw text.Error("a text in an array has no closing quote");
        text.Position++;
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<string>(text.Slice(start))!;
        }
        catch (System.Text.Json.JsonException)
        {
            throw text.Error("a text in an array is not valid JSON");
        }
    }
}
