using System.Globalization;
using System.Text;

namespace ProjectGraph.GraphQL.Language;

internal sealed partial class Lexer
{
    // StringValue :: `"` StringCharacter* `"`
    private Token ReadString(SourceLocation location)
    {
        int chunk = ++_position;
        // Most strings have no escapes and are a slice of the text.
        StringBuilder? value = null;
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c == '"')
            {
                string rest = _text[chunk.._position++];
                return new Token(TokenKind.String, location, value is null ? rest : value.Append(rest).ToString());
            }

            if (c is '\n' or '\r')
                break;
            if (c == '\\')
            {
                value = (value ?? new StringBuilder()).Append(_text, chunk, _position - chunk);
                ReadEscape(value);
                chunk = _position;
            }
            else
            {
                SkipUnicodeScalar();
            }
        }

        throw CreateError(_position, "Unterminated string.");
    }

    private void SkipUnicodeScalar()
    {
        if (!Rune.TryGetRuneAt(_text, _position, out Rune rune))
            throw CreateError(_position, $"Invalid character within String: {DescribeCurrentCharacter()}.");
        _position += rune.Utf16SequenceLength;
    }

    // StringCharacter :: `\u` EscapedUnicode | `\` EscapedCharacter
    private void ReadEscape(StringBuilder value)
    {
        char c = Peek(1);
        if (c == 'u')
        {
            if (Peek(2) == '{')
                ReadBracedUnicode(value);
            else
                ReadFixedUnicode(value);
            return;
        }

        char escaped = c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw CreateError(_position, $"Invalid character escape sequence: \"{Slice(2)}\"."),
        };
        value.Append(escaped);
        _position += 2;
    }

    // EscapedUnicode :: `{` HexDigit+ `}`
    private void ReadBracedUnicode(StringBuilder value)
    {
        int code = 0;
        int length = 3;
        // A code point has at most eight digits with leading zeros. Longer sequences are invalid.
        for (; length < 12; length++)
        {
            char c = Peek(length);
            if (c == '}')
            {
                if (length < 4 || !Rune.IsValid(code))
                    break;
                value.Append(new Rune(code).ToString());
                _position += length + 1;
                return;
            }

            if (!char.IsAsciiHexDigit(c))
                break;
            // Above the last code point the exact value does not matter, only that it stays above.
            code = code > 0x10FFFF ? code : (code << 4) | ParseHexDigit(c);
        }

        throw CreateError(_position, $"Invalid Unicode escape sequence: \"{Slice(length + 1)}\".");
    }

    // EscapedUnicode :: HexDigit HexDigit HexDigit HexDigit. Two of them may form a surrogate pair.
    private void ReadFixedUnicode(StringBuilder value)
    {
        int code = ReadFixedCodeUnit(2);
        if (code >= 0 && Rune.IsValid(code))
        {
            value.Append((char)code);
            _position += 6;
            return;
        }

        if (code >= 0 && char.IsHighSurrogate((char)code) && Peek(6) == '\\' && Peek(7) == 'u')
        {
            int trailing = ReadFixedCodeUnit(8);
            if (trailing >= 0 && char.IsLowSurrogate((char)trailing))
            {
                value.Append((char)code).Append((char)trailing);
                _position += 12;
                return;
            }
        }

        throw CreateError(_position, $"Invalid Unicode escape sequence: \"{Slice(6)}\".");
    }

    private int ReadFixedCodeUnit(int offset)
    {
        int code = 0;
        for (int i = offset; i < offset + 4; i++)
        {
            if (!char.IsAsciiHexDigit(Peek(i)))
                return -1;
            code = (code << 4) | ParseHexDigit(Peek(i));
        }

        return code;
    }

    private static int ParseHexDigit(char c) => int.Parse([c], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private string Slice(int length) => _text.Substring(_position, Math.Min(length, _text.Length - _position));
}
