using System.Text;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>
/// Looks through an expression before the parser sees it: refuses what is too long or too deep for a recursive parser,
/// names what is known to OData and not offered, and takes the texts out of <c>in</c> lists, which the parser would
/// read as JSON and so trip over backslashes and quotes.
/// </summary>
internal sealed class ExpressionGuard(int maxDepth)
{
    private const int MaxLength = 32_768;

    private readonly List<string> listTexts = [];

    /// <summary>Texts of <c>in</c> lists; in their place the expression has <c>'s0'</c>, <c>'s1'</c> and so on.</summary>
    public IReadOnlyList<string> ListTexts => listTexts;

    public string Guard(SystemOption option, string text)
    {
        if (text.Length > MaxLength) throw TooComplex(option, $"is longer than {MaxLength} characters");
        var output = new StringBuilder(text.Length);
        var depth = 0;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == '\'')
            {
                var end = ExpressionText.EndOfString(text, i, option);
                output.Append(text, i, end - i);
                i = end;
            }
            else if (ExpressionText.IsWordStart(c))
            {
                i = Word(option, text, i, output);
            }
            else
            {
                if (c is '(' or '[' or '{' && ++depth > maxDepth) throw TooComplex(option, $"is nested more than {maxDepth} levels deep");
                if (c is ')' or ']' or '}') depth--;
                output.Append(c);
                i++;
            }
        }
        return output.ToString();
    }

    private int Word(SystemOption option, string text, int start, StringBuilder output)
    {
        var end = ExpressionText.EndOfWord(text, start);
        var word = text.AsSpan(start, end - start);
        var next = ExpressionText.SkipSpaces(text, end);
        NotOffered.Check(option, text, start, word, isCall: end < text.Length && text[end] == '(');
        output.Append(word);
        if (!word.Equals("in", StringComparison.OrdinalIgnoreCase) || !ExpressionText.IsOperator(text, start) || next >= text.Length) return end;
        if (text[next] == '[') throw new ApiException(ErrorCodes.Syntax, $"{option.Name()}: a list stands in parentheses.", option.Name());
        return text[next] == '(' ? new InList(option, text, listTexts).Rewrite(next, output.Append(' ')) : end;
    }

    private static ApiException TooComplex(SystemOption option, string what) => new(ErrorCodes.TooComplex, $"{option.Name()} {what}.", option.Name());
}
