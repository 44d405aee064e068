namespace ProjectGraph.GraphQL.Language;

internal sealed partial class Lexer
{
    // IntValue :: IntegerPart [lookahead != {Digit, `.`, NameStart}]
    // FloatValue :: IntegerPart (FractionalPart | ExponentPart | FractionalPart ExponentPart)
    private Token ReadNumber(SourceLocation location)
    {
        int start = _position;
        bool isFloat = false;
        if (Peek(0) == '-')
            _position++;

        if (Peek(0) == '0')
        {
            _position++;
            if (Characters.IsDigit(Peek(0)))
                throw CreateError(_position, $"Invalid number, unexpected digit after 0: {DescribeCurrentCharacter()}.");
        }
        else
        {
            ReadDigits();
        }

        if (Peek(0) == '.')
        {
            isFloat = true;
            _position++;
            ReadDigits();
        }

        if (Peek(0) is 'e' or 'E')
        {
            isFloat = true;
            _position++;
            if (Peek(0) is '+' or '-')
                _position++;
            ReadDigits();
        }

        // Neither 1.2.3 nor 0xF1 may be read as two tokens.
        if (Peek(0) == '.' || Characters.IsNameStart(Peek(0)))
            throw CreateError(_position, $"Invalid number, expected digit but got: {DescribeCurrentCharacter()}.");
        return new Token(isFloat ? TokenKind.Float : TokenKind.Int, location, _text[start.._position]);
    }

    private void ReadDigits()
    {
        if (!Characters.IsDigit(Peek(0)))
            throw CreateError(_position, $"Invalid number, expected digit but got: {DescribeCurrentCharacter()}.");
        while (Characters.IsDigit(Peek(0)))
            _position++;
    }

    private string DescribeCurrentCharacter() => Characters.Describe(_text, _position);
}
