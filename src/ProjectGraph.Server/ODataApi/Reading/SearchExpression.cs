using System.Text;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary><c>$search</c> (URL conventions, section 5.1.7): words and phrases, all of which must be found.</summary>
internal static class SearchExpression
{
    private const int MaxLength = 1_000;

    /// <summary>The terms as the graph's search takes them: the same text that GraphQL's <c>search</c> has.</summary>
    public static string Read(string text)
    {
        if (text.Length > MaxLength) throw new ApiException(ErrorCodes.TooComplex, $"$search is longer than {MaxLength} characters.", "$search");
        var terms = new StringBuilder();
        var expectsTerm = true;
        for (var i = ExpressionText.SkipSpaces(text, 0); i < text.Length; i = ExpressionText.SkipSpaces(text, i))
        {
            var end = text[i] == '"' ? EndOfPhrase(text, i) : EndOfWord(text, i);
            var term = text[i..end];
            i = end;
            if (term is "OR" or "NOT" || term[0] is '(' or ')') throw new ApiException(ErrorCodes.NotOffered, $"'{term}' in $search is known to OData and not offered here: all terms must be found.", "$search");
            if (term == "AND" && expectsTerm) throw Syntax("a term is expected before AND");
            expectsTerm = term == "AND";
            if (!expectsTerm) terms.Append(terms.Length == 0 ? "" : " ").Append(term);
        }
        return expectsTerm ? throw Syntax("a term is expected") : terms.ToString();
    }

    private static int EndOfPhrase(string text, int start)
    {
        var end = text.IndexOf('"', start + 1);
        if (end < 0) throw Syntax("a phrase has no closing quote");
        if (text[end - 1] == '\\') throw new ApiException(ErrorCodes.NotOffered, "A quote within a phrase of $search is not offered here.", "$search");
        return string.IsNullOrWhiteSpace(text[(start + 1)..end]) ? throw Syntax("a phrase is empty") : end + 1;
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"')) end++;
        return Math.Max(end, start + 1);
    }

    private static ApiException Syntax(string what) => new(ErrorCodes.Syntax, $"$search: {what}.", "$search");
}
