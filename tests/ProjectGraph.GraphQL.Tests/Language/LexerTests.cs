using System.Globalization;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Tests.Language;

[Spec("2", "Source text, lexical tokens, strings, numbers, comments")]
public class LexerTests
{
    [Theory]
    [InlineData("\uFEFF foo", 1, 3)]
    [InlineData("\n\n    foo", 3, 5)]
    [InlineData("\r\nfoo", 2, 1)]
    [InlineData("\rfoo", 2, 1)]
    [InlineData("# comment\n  foo # more", 2, 3)]
    [InlineData(",,,foo,,,", 1, 4)]
    public void What_is_ignored_counts_in_lines_and_columns_only(string text, int line, int column)
    {
        Token token = Lex(text);
        (token.Value, token.Location).ShouldBe(("foo", new SourceLocation(line, column)));
    }

    [Theory]
    [InlineData("\"simple\"", "simple")]
    [InlineData("\"\"", "")]
    [InlineData("\" white space \"", " white space ")]
    [InlineData("\"quote \\\"\"", "quote \"")]
    [InlineData("\"escaped \\n\\r\\b\\t\\f\"", "escaped \n\r\b\t\f")]
    [InlineData("\"slashes \\\\ \\/\"", "slashes \\ /")]
    [InlineData("\"unicode \\u1234\\u5678\\u90AB\\uCDEF\"", "unicode \u1234\u5678\u90AB\uCDEF")]
    [InlineData("\"\\u{1234}\\u{5678}\"", "\u1234\u5678")]
    [InlineData("\"\\u{1F600}\"", "\U0001F600")]
    [InlineData("\"\\u{00000000}\"", "\0")]
    [InlineData("\"\\u{10FFFF}\"", "\U0010FFFF")]
    [InlineData("\"\\uD83D\\uDE00\"", "\U0001F600")]
    [InlineData("\"outside the plane \U0001F600\"", "outside the plane \U0001F600")]
    public void Strings_are_unescaped(string text, string value) => Lex(text).ShouldBe(new Token(TokenKind.String, new(1, 1), value));

    [Theory]
    [InlineData("\"", "Unterminated string.", 2)]
    [InlineData("\"no end quote", "Unterminated string.", 14)]
    [InlineData("\"multi\nline\"", "Unterminated string.", 7)]
    [InlineData("'single quotes'", "Unexpected single quote character ('), did you mean to use a double quote (\")?", 1)]
    [InlineData("\"bad \\z esc\"", "Invalid character escape sequence: \"\\z\".", 6)]
    [InlineData("\"bad \\x esc\"", "Invalid character escape sequence: \"\\x\".", 6)]
    [InlineData("\"bad \\u1 esc\"", "Invalid Unicode escape sequence: \"\\u1 es\".", 6)]
    [InlineData("\"bad \\uXXXX esc\"", "Invalid Unicode escape sequence: \"\\uXXXX\".", 6)]
    [InlineData("\"bad \\u{} esc\"", "Invalid Unicode escape sequence: \"\\u{}\".", 6)]
    [InlineData("\"bad \\u{FXXX} esc\"", "Invalid Unicode escape sequence: \"\\u{FX\".", 6)]
    [InlineData("\"bad \\u{FFFF esc\"", "Invalid Unicode escape sequence: \"\\u{FFFF \".", 6)]
    [InlineData("\"too high \\u{110000}\"", "Invalid Unicode escape sequence: \"\\u{110000}\".", 11)]
    [InlineData("\"a surrogate \\u{D800}\"", "Invalid Unicode escape sequence: \"\\u{D800}\".", 14)]
    [InlineData("\"lone \\uD800\"", "Invalid Unicode escape sequence: \"\\uD800\".", 7)]
    [InlineData("\"lone \\uDC00\"", "Invalid Unicode escape sequence: \"\\uDC00\".", 7)]
    [InlineData("\"pair of high \\uD800\\uD800\"", "Invalid Unicode escape sequence: \"\\uD800\".", 15)]
    public void A_broken_string_is_refused(string text, string problem, int column) => GetSyntaxError(text).ShouldBe((problem, 1, column));

    [Theory]
    [InlineData("\"\"\"simple\"\"\"", "simple")]
    [InlineData("\"\"\" white space \"\"\"", " white space ")]
    [InlineData("\"\"\"contains \" quote\"\"\"", "contains \" quote")]
    [InlineData("\"\"\"contains \\\"\"\" triple\"\"\"", "contains \"\"\" triple")]
    [InlineData("\"\"\"multi\nline\"\"\"", "multi\nline")]
    [InlineData("\"\"\"multi\rline\r\nnormalized\"\"\"", "multi\nline\nnormalized")]
    [InlineData("\"\"\"unescaped \\n\\u1234\"\"\"", "unescaped \\n\\u1234")]
    [InlineData("\"\"\"\n\n        spans\n          multiple\n            lines\n\n        \"\"\"", "spans\n  multiple\n    lines")]
    [InlineData("\"\"\"\"\"\"", "")]
    public void Block_strings_lose_their_common_indentation(string text, string value) =>
        Lex(text).ShouldBe(new Token(TokenKind.BlockString, new(1, 1), value));

    [Theory]
    [InlineData("\"\"\"", "Unterminated string.", 4)]
    [InlineData("\"\"\"no end quote", "Unterminated string.", 16)]
    public void A_broken_block_string_is_refused(string text, string problem, int column) =>
        GetSyntaxError(text).ShouldBe((problem, 1, column));

    [Fact]
    public void What_follows_a_block_string_is_on_its_line()
    {
        var lexer = new Lexer("\"\"\"a\nb\"\"\" c");
        lexer.Next();
        lexer.Next().Location.ShouldBe(new SourceLocation(2, 6));
    }

    [Theory]
    [InlineData("4", "Int")]
    [InlineData("-9", "Int")]
    [InlineData("0", "Int")]
    [InlineData("-0", "Int")]
    [InlineData("4.123", "Float")]
    [InlineData("-4.123", "Float")]
    [InlineData("0.123", "Float")]
    [InlineData("123e4", "Float")]
    [InlineData("123E-4", "Float")]
    [InlineData("123e+4", "Float")]
    [InlineData("-1.123e4567", "Float")]
    public void Numbers_keep_their_text(string text, string kind) =>
        Lex(text).ShouldBe(new Token(Enum.Parse<TokenKind>(kind), new(1, 1), text));

    [Theory]
    [InlineData("00", "Invalid number, unexpected digit after 0: \"0\".", 2)]
    [InlineData("01", "Invalid number, unexpected digit after 0: \"1\".", 2)]
    [InlineData("01.23", "Invalid number, unexpected digit after 0: \"1\".", 2)]
    [InlineData("+1", "Unexpected character: \"+\".", 1)]
    [InlineData("1.", "Invalid number, expected digit but got: <EOF>.", 3)]
    [InlineData("1e", "Invalid number, expected digit but got: <EOF>.", 3)]
    [InlineData("1e+", "Invalid number, expected digit but got: <EOF>.", 4)]
    [InlineData(".123", "Invalid number, expected digit before \".\", did you mean \"0.123\"?", 1)]
    [InlineData("1.A", "Invalid number, expected digit but got: \"A\".", 3)]
    [InlineData("-A", "Invalid number, expected digit but got: \"A\".", 2)]
    [InlineData("1.0e\"", "Invalid number, expected digit but got: '\"'.", 5)]
    [InlineData("1.2e3.4", "Invalid number, expected digit but got: \".\".", 6)]
    [InlineData("1.23f", "Invalid number, expected digit but got: \"f\".", 5)]
    [InlineData("0xF1", "Invalid number, expected digit but got: \"x\".", 2)]
    [InlineData("123abc", "Invalid number, expected digit but got: \"a\".", 4)]
    [InlineData("1_234", "Invalid number, expected digit but got: \"_\".", 2)]
    public void A_broken_number_is_refused(string text, string problem, int column) => GetSyntaxError(text).ShouldBe((problem, 1, column));

    [Theory]
    [InlineData("..", "Unexpected \"..\", did you mean \"...\"?")]
    [InlineData(".", "Unexpected character: \".\".")]
    [InlineData("?", "Unexpected character: \"?\".")]
    [InlineData("\0", "Unexpected character: U+0000.")]
    [InlineData("\b", "Unexpected character: U+0008.")]
    [InlineData("\u00AA", "Unexpected character: U+00AA.")]
    [InlineData("\u203B", "Unexpected character: U+203B.")]
    [InlineData("\U0001F600", "Unexpected character: U+1F600.")]
    public void A_stray_character_is_refused(string text, string problem) => GetSyntaxError(text).ShouldBe((problem, 1, 1));

    // Written at run time: a lone surrogate does not survive as an attribute's argument.
    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        GetSyntaxError("" + (char)0xDEAD).ShouldBe(("Invalid character: U+DEAD.", 1, 1));
        GetSyntaxError("\"" + (char)0xD800 + "\"").ShouldBe(("Invalid character within String: U+D800.", 1, 2));
    }

    [Fact]
    public void Punctuators_are_distinguished()
    {
        var lexer = new Lexer("! $ & ( ) ... : = @ [ ] { | }");
        var kinds = new List<TokenKind>();
        for (Token token = lexer.Next(); token.Kind != TokenKind.EndOfFile; token = lexer.Next())
            kinds.Add(token.Kind);
        kinds.ShouldBe([
            TokenKind.Bang,
            TokenKind.Dollar,
            TokenKind.Ampersand,
            TokenKind.ParenLeft,
            TokenKind.ParenRight,
            TokenKind.Spread,
            TokenKind.Colon,
            TokenKind.Equals,
            TokenKind.At,
            TokenKind.BracketLeft,
            TokenKind.BracketRight,
            TokenKind.BraceLeft,
            TokenKind.Pipe,
            TokenKind.BraceRight,
        ]);
    }

    [Fact]
    public void The_culture_has_no_say()
    {
        CultureInfo.CurrentCulture.ShouldBe(CultureInfo.InvariantCulture);
        Should.Throw<GraphQLSyntaxException>(() => Lex("\u0661"));
    }

    private static Token Lex(string text) => new Lexer(text).Next();

    private static (string Problem, int Line, int Column) GetSyntaxError(string text)
    {
        var exception = Should.Throw<GraphQLSyntaxException>(() => Lex(text));
        return (exception.Message["Syntax Error: ".Length..], exception.Location.Line, exception.Location.Column);
    }
}
