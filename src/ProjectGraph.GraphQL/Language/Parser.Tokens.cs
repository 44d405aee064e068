using System.Collections.Immutable;
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
            throw CreateError($"Document contains more than {limit} tokens. Parsing aborted.", _token.Location);
        }
    }

    private Token Take()
    {
        Token token = _token;
        Advance();
        return token;
    }

    private Token Expect(TokenKind kind) =>
        _token.Kind == kind ? Take() : throw CreateError($"Expected {Token.Describe(kind)}, found {_token.Describe()}.", _token.Location);

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
            throw CreateError($"Expected \"{keyword}\", found {_token.Describe()}.", _token.Location);
    }

    private bool TakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
            return false;
        Advance();
        return true;
    }

    /// <summary>Parses an opening token, one or more items and a closing token.</summary>
    private ImmutableArray<T> Many<T>(TokenKind open, Func<Parser, T> parse, TokenKind close)
        where T : Node
    {
        Expect(open);
        EnterNesting();
        int start = _pending.Count;
        do _pending.Push(parse(this));
        while (_token.Kind != close);
        LeaveNesting();
        Advance();
        return _pending.PopFrom<T>(start);
    }

    private ImmutableArray<T> OptionalMany<T>(TokenKind open, Func<Parser, T> parse, TokenKind close)
        where T : Node => _token.Kind == open ? Many(open, parse, close) : [];

    /// <summary>Parses an opening token, any number of items and a closing token.</summary>
    private ImmutableArray<T> Any<T>(TokenKind open, Func<Parser, T> parse, TokenKind close)
        where T : Node
    {
        Expect(open);
        EnterNesting();
        int start = _pending.Count;
        while (_token.Kind != close)
            _pending.Push(parse(this));
        LeaveNesting();
        Advance();
        return _pending.PopFrom<T>(start);
    }

    private ImmutableArray<T> Delimited<T>(TokenKind delimiter, Func<Parser, T> parse)
        where T : Node
    {
        TakeIf(delimiter);
        int start = _pending.Count;
        do _pending.Push(parse(this));
        while (TakeIf(delimiter));
        return _pending.PopFrom<T>(start);
    }

    private void EnterNesting()
    {
        if (++_nesting > _limits.MaxNesting)
        {
            string limit = _limits.MaxNesting.ToString(CultureInfo.InvariantCulture);
            throw CreateError($"Document is nested more than {limit} levels deep. Parsing aborted.", _token.Location);
        }
    }

    private void LeaveNesting() => _nesting--;

    private GraphQLSyntaxException CreateUnexpectedTokenError() => CreateUnexpectedTokenError(_token);

    private static GraphQLSyntaxException CreateUnexpectedTokenError(Token token) =>
        CreateError($"Unexpected {token.Describe()}.", token.Location);

    private static GraphQLSyntaxException CreateError(string description, SourceLocation location) => new(description, location);
}
