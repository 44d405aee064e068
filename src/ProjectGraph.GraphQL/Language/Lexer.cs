namespace ProjectGraph.GraphQL.Language;

/// <summary>Splits a text into tokens, one at a time (spec section 2.1).</summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly NameTable _names;
    private int _position;
    private int _line = 1;
    private int _lineStart;

    public Lexer(string text, NameTable? names = null)
    {
        _text = text;
        _names = names ?? NameTable.LanguageKeywords;
    }

    public Token Next()
    {
        SkipIgnored();
        SourceLocation location = GetLocation(_position);
        if (_position >= _text.Length)
            return new Token(TokenKind.EndOfFile, location);

        char c = _text[_position];
        if (Characters.IsNameStart(c))
            return new Token(TokenKind.Name, location, ReadName());
        if (Characters.IsDigit(c) || c == '-')
            return ReadNumber(location);
        if (c == '"')
            return Peek(1) == '"' && Peek(2) == '"' ? ReadBlockString(location) : ReadString(location);
        if (GetPunctuatorKind(c) is { } kind)
        {
            _position++;
            return new Token(kind, location);
        }

        return c == '.' ? ReadSpread(location) : throw CreateUnexpectedCharacterError();
    }

    private static TokenKind? GetPunctuatorKind(char c) =>
        c switch
        {
            '!' => TokenKind.Bang,
            '$' => TokenKind.Dollar,
            '&' => TokenKind.Ampersand,
            '(' => TokenKind.ParenLeft,
            ')' => TokenKind.ParenRight,
            ':' => TokenKind.Colon,
            '=' => TokenKind.Equals,
            '@' => TokenKind.At,
            '[' => TokenKind.BracketLeft,
            ']' => TokenKind.BracketRight,
            '{' => TokenKind.BraceLeft,
            '|' => TokenKind.Pipe,
            '}' => TokenKind.BraceRight,
            _ => null,
        };

    // Ignored :: UnicodeBOM | WhiteSpace | LineTerminator | Comment | Comma
    private void SkipIgnored()
    {
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case '\uFEFF' or ' ' or '\t' or ',':
                    _position++;
                    break;
                case '\n' or '\r':
                    SkipLineTerminator();
                    break;
                case '#':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipComment()
    {
        int end = _text.AsSpan(_position).IndexOfAny('\n', '\r');
        _position = end < 0 ? _text.Length : _position + end;
    }

    private void SkipLineTerminator()
    {
        _position += _text[_position] == '\r' && Peek(1) == '\n' ? 2 : 1;
        _line++;
        _lineStart = _position;
    }

    private string ReadName()
    {
        int start = _position;
        while (_position < _text.Length && Characters.IsNameContinue(_text[_position]))
            _position++;
        return _names.Get(_text.AsSpan(start, _position - start));
    }

    private Token ReadSpread(SourceLocation location)
    {
        if (Peek(1) == '.' && Peek(2) == '.')
        {
            _position += 3;
            return new Token(TokenKind.Spread, location);
        }

        if (Peek(1) == '.')
            throw CreateError(_position, "Unexpected \"..\", did you mean \"...\"?");
        if (!Characters.IsDigit(Peek(1)))
            throw CreateUnexpectedCharacterError();
        int end = _position + 1;
        while (end < _text.Length && Characters.IsDigit(_text[end]))
            end++;
        throw CreateError(_position, $"Invalid number, expected digit before \".\", did you mean \"0{_text[_position..end]}\"?");
    }

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private SourceLocation GetLocation(int position) => new(_line, position - _lineStart + 1);

    private GraphQLSyntaxException CreateError(int position, string description) => new(description, GetLocation(position));

    private GraphQLSyntaxException CreateUnexpectedCharacterError()
    {
        if (_text[_position] == '\'')
            return CreateError(_position, "Unexpected single quote character ('), did you mean to use a double quote (\")?");
        string kind = Characters.IsUnicodeScalarAt(_text, _position) ? "Unexpected" : "Invalid";
        return CreateError(_position, $"{kind} character: {Characters.Describe(_text, _position)}.");
    }
}
