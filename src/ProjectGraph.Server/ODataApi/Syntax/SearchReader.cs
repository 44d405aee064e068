using System.Text;

namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>A parsed <c>$search</c> (URL conventions, section 5.1.7).</summary>
internal abstract record SearchTerm
{
    /// <param name="Value">A word, or the words of a phrase.</param>
    public sealed record Text(string Value, bool IsPhrase) : SearchTerm;

    public sealed record Not(SearchTerm Term) : SearchTerm;

    public sealed record And(IReadOnlyList<SearchTerm> Terms) : SearchTerm;

    public sealed record Or(IReadOnlyList<SearchTerm> Terms) : SearchTerm;
}

/// <summary>Reads <c>$search</c>. Consecutive terms are combined as with <c>AND</c>. Operators are in capitals.</summary>
/// <param name="isNested">Whether a semicolon ends the search, as in the options of an expand.</param>
internal sealed class SearchReader(SyntaxText text, bool isNested = true)
{
    private readonly int _start = text.At;

    public SearchTerm Read()
    {
        var term = Or();
        return text.At - _start <= Limits.SearchCharacters ? term
            : throw new ApiException(ErrorCodes.TooComplex, $"{text.Option}: the search is longer than {Limits.SearchCharacters} characters. Shorten it.", text.Option);
    }

    private SearchTerm Or()
    {
        text.Enter();
        var terms = new List<SearchTerm> { And() };
        while (TakeOperator("OR")) terms.Add(And());
        text.Leave();
        return terms.Count == 1 ? terms[0] : new SearchTerm.Or(terms);
    }

    private SearchTerm And()
    {
        var terms = new List<SearchTerm> { Not() };
        while (TakeOperator("AND") || BeginsTerm()) terms.Add(Not());
        return terms.Count == 1 ? terms[0] : new SearchTerm.And(terms);
    }

    private SearchTerm Not()
    {
        if (!TakeOperator("NOT")) return Term();
        text.Enter();
        var negated = new SearchTerm.Not(Not());
        text.Leave();
        return negated;
    }

    private SearchTerm Term()
    {
        text.SkipSpaces();
        if (text.Take('('))
        {
            var inner = Or();
            text.SkipSpaces();
            text.Expect(')');
            return inner;
        }
        if (text.Next == '"') return new SearchTerm.Text(Phrase(), true);
        var begin = text.At;
        while (!text.IsAtEnd && IsOfWord(text.Next)) text.At++;
        var word = text.Slice(begin);
        return word is "" or "AND" or "OR" ? throw text.Error($"a search term is expected at position {begin}") : new SearchTerm.Text(word, false);
    }

    private string Phrase()
    {
        var phrase = new StringBuilder();
        for (text.At++; !text.IsAtEnd && text.Next != '"'; text.At++)
        {
            if (text.Next == '\\' && text.At + 1 < text.Whole.Length && text.Whole[text.At + 1] is '"' or '\\') text.At++;
            if (!text.IsAtEnd) phrase.Append(text.Next);
        }
        if (!text.Take('"')) throw text.Error("a phrase has no closing quote");
        return string.IsNullOrWhiteSpace(phrase.ToString()) ? throw text.Error("a phrase is empty") : phrase.ToString();
    }

    private bool BeginsTerm()
    {
        var at = text.At;
        text.SkipSpaces();
        var begins = !text.IsAtEnd && (IsOfWord(text.Next) || text.Next is '"' or '(') && !IsOperator("OR");
        if (!begins) text.At = at;
        return begins;
    }

    private bool TakeOperator(string word)
    {
        var at = text.At;
        text.SkipSpaces();
        if (IsOperator(word))
        {
            text.At += word.Length;
            return true;
        }
        text.At = at;
        return false;
    }

    private bool IsOperator(string word)
    {
        var end = text.At + word.Length;
        return text.Whole.AsSpan(text.At).StartsWith(word, StringComparison.Ordinal) && (end == text.Whole.Length || !IsOfWord(text.Whole[end]));
    }

    private bool IsOfWord(char c) => !char.IsWhiteSpace(c) && c is not ('(' or ')' or '"') && !(c == ';' && isNested);
}
