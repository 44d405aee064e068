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
internal sealed class SearchReader(OptionText text, bool isNested = true)
{
    private readonly int _start = text.Position;

    public SearchTerm Read()
    {
        var term = ReadOr();
        return text.Position - _start <= Limits.SearchCharacters
            ? term
            : throw new ApiException(
                ErrorCodes.QueryTooComplex,
                $"{text.Option}: the search is longer than {Limits.SearchCharacters} characters. Shorten it.",
                text.Option
            );
    }

    private SearchTerm ReadOr()
    {
        text.Enter();
        var terms = new List<SearchTerm> { ReadAnd() };
        while (TakeOperator("OR"))
            terms.Add(ReadAnd());
        text.Leave();
        return terms.Count == 1 ? terms[0] : new SearchTerm.Or(terms);
    }

    private SearchTerm ReadAnd()
    {
        var terms = new List<SearchTerm> { ReadNot() };
        while (TakeOperator("AND") || BeginsTerm())
            terms.Add(ReadNot());
        return terms.Count == 1 ? terms[0] : new SearchTerm.And(terms);
    }

    private SearchTerm ReadNot()
    {
        if (!TakeOperator("NOT"))
            return ReadTerm();
        text.Enter();
        var negated = new SearchTerm.Not(ReadNot());
        text.Leave();
        return negated;
    }

    private SearchTerm ReadTerm()
    {
        text.SkipSpaces();
        if (text.Take('('))
        {
            var inner = ReadOr();
            text.SkipSpaces();
            text.Expect(')');
            return inner;
        }
        if (text.Next == '"')
            return new SearchTerm.Text(ReadPhrase(), true);
        var begin = text.Position;
        while (!text.IsAtEnd && IsWordCharacter(text.Next))
            text.Position++;
        var word = text.Slice(begin);
        return word is "" or "AND" or "OR"
            ? throw text.Error($"a search term is expected at position {begin}")
            : new SearchTerm.Text(word, false);
    }

    private string ReadPhrase()
    {
        var phrase = new StringBuilder();
        for (text.Position++; !text.IsAtEnd && text.Next != '"'; text.Position++)
        {
            if (text.Next == '\\' && text.Position + 1 < text.Text.Length && text.Text[text.Position + 1] is '"' or '\\')
                text.Position++;
            if (!text.IsAtEnd)
                phrase.Append(text.Next);
        }
        if (!text.Take('"'))
            throw text.Error("a phrase has no closing quote");
        return string.IsNullOrWhiteSpace(phrase.ToString()) ? throw text.Error("a phrase is empty") : phrase.ToString();
    }

    private bool BeginsTerm()
    {
        var at = text.Position;
        text.SkipSpaces();
        var begins = !text.IsAtEnd && (IsWordCharacter(text.Next) || text.Next is '"' or '(') && !IsOperator("OR");
        if (!begins)
            text.Position = at;
        return begins;
    }

    private bool TakeOperator(string word)
    {
        var at = text.Position;
        text.SkipSpaces();
        if (IsOperator(word))
        {
            text.Position += word.Length;
            return true;
        }
        text.Position = at;
        return false;
    }

    private bool IsOperator(string word)
    {
        var end = text.Position + word.Length;
        return text.Text.AsSpan(text.Position).StartsWith(word, StringComparison.Ordinal)
            && (end == text.Text.Length || !IsWordCharacter(text.Text[end]));
    }

    private bool IsWordCharacter(char c) => !char.IsWhiteSpace(c) && c is not ('(' or ')' or '"') && !(c == ';' && isNested);
}
