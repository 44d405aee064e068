using System.Globalization;

namespace ProjectGraph.GraphQL.Language;

public sealed partial class Parser
{
    private void Advance()
    {
        _token = _lexer.Next();
        if (_token.Kind != TokenKind.EndOfFile && ++_tokens > _limits.MaxTokens)
        {
            string limit = _limits.MaxTokens.ToString(CultureInfo.InvariantCulture);
            throw Error($"Document contains more than {limit} tokens. Parsing aborted.", _token.Location);
        }
    }

    private Token Take()
    {
        Token token = _token;
        Advance();
        return token;
    }

    private Token Expect(TokenKind kind) =>
        _token.Kind == kind ? Take() : throw Error($"Expected {Token.Describe(kind)}, found {_token.Describe()}.", _token.Location);

    private bool TakeIf(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private bool IsKeyword(string keyword) => _token.Kind == TokenKind.Name && _token.Value == keyword;

    private void ExpectKeyword(string keyword)
    {
        if (!TakeKeyword(keyword))
            throw Error($"Expected \"{keyword}\", found {_token.Describe()}.", _token.Location);
    }

    private bool TakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
            return false;
        Advance();
        return true;
    }

    /// <summary>Open, one or more items, close.</summary>
    private List<T> Many<T>(TokenKind open, Func<T> parse, TokenKind close)
    {
        Expect(open);
        Enter();
        var items = new List<T>();
        do
            items.Add(parse());
        while (_token.Kind != close);
        Leave();
        Advance();
        return items;
    }

    private List<T> OptionalMany<T>(TokenKind open, Func<T> parse, TokenKind close) =>
        _token.Kind == open ? Many(open, parse, close) : [];

    /// <summary>Open, any number of items, close.</summary>
    private List<T> Any<T>(TokenKind open, Func<T> parse, TokenKind close)
    {
        Expect(open);
        Enter();
        var items = new List<T>();
        while (_token.Kind != close)
            items.Add(parse());
        Leave();
        Advance();
        return items;
    }

    private List<T> Delimited<T>(TokenKind delimiter, Func<T> parse)
    {
        TakeIf(delimiter);
        var items = new List<T>();
        do
            items.Add(parse());
        while (TakeIf(delimiter));
        return items;
    }

    private void Enter()
    {
        if (++_nesting > _limits.MaxNesting)
        {
            string limit = _limits.MaxNesting.ToString(CultureInfo.InvariantCulture);
            throw Error($"Document is nested more than {limit} levels deep. Parsing aborted.", _token.Location);
        }
    }

    private void Leave() => _nesting--;

    private GraphQLSyntaxException Unexpected() => Unexpected(_token);

    private static GraphQLSyntaxException Unexpected(Token token) => Error($"Unexpected {token.Describe()}.", token.Location);

    private static GraphQLSyntaxException Error(string description, SourceLocation location) => new(description, location);
}
