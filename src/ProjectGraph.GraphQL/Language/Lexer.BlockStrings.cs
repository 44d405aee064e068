using System.Text;

namespace ProjectGraph.GraphQL.Language;

internal sealed partial class Lexer
{
    // StringValue :: `"""` BlockStringCharacter* `"""`
    private Token ReadBlockString(SourceLocation location)
    {
        _position += 3;
        var lines = new List<string>();
        var line = new StringBuilder();
        while (_position < _text.Length)
        {
            if (StartsWith("\"\"\""))
            {
                _position += 3;
                lines.Add(line.ToString());
                return new Token(TokenKind.BlockString, location, string.Join('\n', BlockString.Dedent(lines)));
            }

            if (StartsWith("\\\"\"\""))
            {
                line.Append("\"\"\"");
                _position += 4;
            }
            else if (_text[_position] is '\n' or '\r')
            {
                SkipLineTerminator();
                lines.Add(line.ToString());
                line.Clear();
            }
            else
            {
                int start = _position;
                SkipUnicodeScalar();
                line.Append(_text, start, _position - start);
            }
        }

        throw CreateError(_position, "Unterminated string.");
    }

    private bool StartsWith(string expected) => string.CompareOrdinal(_text, _position, expected, 0, expected.Length) == 0;
}
