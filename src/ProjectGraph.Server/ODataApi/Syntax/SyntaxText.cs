namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>
/// The text of one option and the current position. Readers call Enter and Leave around nested parts, which limits the stack depth.
/// </summary>
internal sealed class SyntaxText
{
    private const int MaxLength = 32_768;
    private readonly string _text;
    private readonly int _maxDepth;
    private int _depth;

    public SyntaxText(string option, string text, int maxDepth)
    {
        if (text.Length > MaxLength) throw new ApiException(ErrorCodes.TooComplex, $"{option} is longer than {MaxLength} characters. Shorten it.", option);
        if (string.IsNullOrWhiteSpace(text)) throw new ApiException(ErrorCodes.ODataSyntax, $"{option} is empty. Give a value, or remove the option.", option);
        (Option, _text, _maxDepth) = (option, text, maxDepth);
    }

    public string Option { get; }

    public int At { get; set; }

    public bool IsAtEnd => At >= _text.Length;

    /// <summary>The next character; NUL at the end, which no rule accepts.</summary>
    public char Next => At < _text.Length ? _text[At] : '\0';

    public string Whole => _text;

    public bool SkipSpaces()
    {
        var start = At;
        while (At < _text.Length && char.IsWhiteSpace(_text[At])) At++;
        return At > start;
    }

    public bool Take(char c)
    {
        if (IsAtEnd || _text[At] != c) return false;
        At++;
        return true;
    }

    /// <summary>Takes the character with surrounding spaces.</summary>
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

    /// <summary>Reads a name, including the dots of a qualified one. The result is empty if there is no name at this position.</summary>
    public string Word()
    {
        if (IsAtEnd || !IsWordStart(_text[At])) return "";
        var start = At++;
        while (At < _text.Length && (IsWord(_text[At]) || (_text[At] == '.' && At + 1 < _text.Length && IsWord(_text[At + 1])))) At++;
        return _text[start..At];
    }

    public string ExpectWord(string what)
    {
        var word = Word();
        return word.Length > 0 ? word : throw Unexpected(what);
    }

    /// <summary>Reads a text in single quotes. A doubled quote stands for one quote.</summary>
    public string Quoted()
    {
        var start = At++;
        for (; At < _text.Length; At++)
        {
            if (_text[At] != '\'') continue;
            if (At + 1 < _text.Length && _text[At + 1] == '\'') At++;
            else return _text[(start + 1)..At++].Replace("''", "'", StringComparison.Ordinal);
        }
        throw Error($"the text that begins at position {start} has no closing quote");
    }

    public string Slice(int start) => _text[start..At];

    public void Enter()
    {
        if (++_depth > _maxDepth) throw new ApiException(ErrorCodes.TooComplex, $"{Option} is nested more than {_maxDepth} levels deep. Simplify it.", Option);
    }

    public void Leave() => _depth--;

    public void ExpectEnd()
    {
        SkipSpaces();
        if (!IsAtEnd) throw Unexpected("the end");
    }

    public ApiException Unexpected(string expected) => Error(IsAtEnd
        ? $"{expected} is expected at its end"
        : $"{expected} is expected at position {At}, but found '{_text[At..Math.Min(_text.Length, At + 20)]}'");

    public ApiException Error(string what) => new(ErrorCodes.ODataSyntax, $"{Option}: {what}.", Option);
}
