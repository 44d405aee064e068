namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>The text of one option and a place in it. Every reader of a nested thing enters and leaves, so that none is deeper than the stack bears.</summary>
internal sealed class SyntaxText
{
    private const int MaxLength = 32_768;
    private readonly string text;
    private readonly int maxDepth;
    private int depth;

    public SyntaxText(string option, string text, int maxDepth)
    {
        if (text.Length > MaxLength) throw new ApiException(ErrorCodes.TooComplex, $"{option} is longer than {MaxLength} characters.", option);
        if (string.IsNullOrWhiteSpace(text)) throw new ApiException(ErrorCodes.ODataSyntax, $"{option} is empty.", option);
        (Option, this.text, this.maxDepth) = (option, text, maxDepth);
    }

    public string Option { get; }

    public int At { get; set; }

    public bool IsAtEnd => At >= text.Length;

    /// <summary>The next character; a NUL at the end, which no rule takes.</summary>
    public char Next => At < text.Length ? text[At] : '\0';

    public string Whole => text;

    public bool SkipSpaces()
    {
        var start = At;
        while (At < text.Length && char.IsWhiteSpace(text[At])) At++;
        return At > start;
    }

    public bool Take(char c)
    {
        if (IsAtEnd || text[At] != c) return false;
        At++;
        return true;
    }

    /// <summary>The character, with spaces around it.</summary>
    public bool TakeSpaced(char c)
    {
        var start = At;
        SkipSpaces();
        if (Take(c))
        {
            SkipSpaces();
            return true;
        }
        At = start;
        return false;
    }

    public void Expect(char c)
    {
        if (!Take(c)) throw Unexpected($"'{c}'");
    }

    public static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '$' or '@';

    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    /// <summary>A name, with dots where it is qualified; empty where none stands here.</summary>
    public string Word()
    {
        if (IsAtEnd || !IsWordStart(text[At])) return "";
        var start = At++;
        while (At < text.Length && (IsWord(text[At]) || (text[At] == '.' && At + 1 < text.Length && IsWord(text[At + 1])))) At++;
        return text[start..At];
    }

    public string ExpectWord(string what)
    {
        var word = Word();
        return word.Length > 0 ? word : throw Unexpected(what);
    }

    /// <summary>A text in single quotes; a doubled quote is one within it.</summary>
    public string Quoted()
    {
        var start = At++;
        for (; At < text.Length; At++)
        {
            if (text[At] != '\'') continue;
            if (At + 1 < text.Length && text[At + 1] == '\'') At++;
            else return text[(start + 1)..At++].Replace("''", "'", StringComparison.Ordinal);
        }
        throw Error($"the text that begins at position {start} has no closing quote");
    }

    public string Slice(int start) => text[start..At];

    public void Enter()
    {
        if (++depth > maxDepth) throw new ApiException(ErrorCodes.TooComplex, $"{Option} is nested more than {maxDepth} levels deep.", Option);
    }

    public void Leave() => depth--;

    public void ExpectEnd()
    {
        SkipSpaces();
        if (!IsAtEnd) throw Unexpected("the end");
    }

    public ApiException Unexpected(string expected) => Error(IsAtEnd
        ? $"{expected} is expected at its end"
        : $"{expected} is expected at position {At}, where there is '{text[At..Math.Min(text.Length, At + 20)]}'");

    public ApiException Error(string what) => new(ErrorCodes.ODataSyntax, $"{Option}: {what}.", Option);
}
