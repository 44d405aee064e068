namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>
/// The text of one option and the current position. Readers call Enter and Leave around nested parts, which limits the stack depth.
/// </summary>
internal sealed class OptionText
{
    private const int MaxLength = 32_768;
    private readonly string _text;
    private readonly int _maxDepth;
    private int _depth;

    public OptionText(string option, string text, int maxDepth)
    {
        if (text.Length > MaxLength)
            throw new ApiException(ErrorCodes.QueryTooComplex, $"{option} is longer than {MaxLength} characters. Shorten it.", option);
        if (string.IsNullOrWhiteSpace(text))
            throw new ApiException(ErrorCodes.ODataParseFailed, $"{option} is empty. Give a value, or remove the option.", option);
        (Option, _text, _maxDepth) = (option, text, maxDepth);
    }

    public string Option { get; }

    public int Position { get; set; }

    public bool IsAtEnd => Position >= _text.Length;

    /// <summary>The next character; NUL at the end, which no rule accepts.</summary>
    public char Next => Position < _text.Length ? _text[Position] : '\0';

    public string Text => _text;

    public bool SkipSpaces()
    {
        var start = Position;
        while (Position < _text.Length && char.IsWhiteSpace(_text[Position]))
            Position++;
        return Position > start;
    }

    public bool Take(char c)
    {
        if (IsAtEnd || _text[Position] != c)
            return false;
        Position++;
        return true;
    }

    /// <summary>Takes the character with surrounding spaces.</summary>
    public bool TakeSpaced(char c)
    {
        var start = Position;
        SkipSpaces();
        if (Take(c))
        {
            SkipSpaces();
            return true;
        }
        Position = start;
        return false;
    }

    public void Expect(char c)
    {
        if (!Take(c))
            throw Unexpected($"'{c}'");
    }

    public static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '$' or '@';

    public static bool IsWordCharacter(char c) =>
        char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    /// <summary>Reads a name, including the dots of a qualified one. The result is empty if there is no name at this position.</summary>
    public string ReadWord()
    {
        if (IsAtEnd || !IsWordStart(_text[Position]))
            return "";
        var start = Position++;
        while (
            Position < _text.Length
            && (
                IsWordCharacter(_text[Position])
                || (_text[Position] == '.' && Position + 1 < _text.Length && IsWordCharacter(_text[Position + 1]))
            )
        )
            Position++;
        return _text[start..Position];
    }

    public string ExpectWord(string what)
    {
        var word = ReadWord();
        return word.Length > 0 ? word : throw Unexpected(what);
    }

    /// <summary>Reads a text in single quotes. A doubled quote stands for one quote.</summary>
    public string ReadQuoted()
    {
        var start = Position++;
        for (; Position < _text.Length; Position++)
        {
            if (_text[Position] != '\'')
                continue;
            if (Position + 1 < _text.Length && _text[Position + 1] == '\'')
                Position++;
            else
                return _text[(start + 1)..Position++].Replace("''", "'", StringComparison.Ordinal);
        }
        throw Error($"the text that begins at position {start} has no closing quote");
    }

    public string Slice(int start) => _text[start..Position];

    public void Enter()
    {
        if (++_depth > _maxDepth)
            throw new ApiException(
                ErrorCodes.QueryTooComplex,
                $"{Option} is nested more than {_maxDepth} levels deep. Simplify it.",
                Option
            );
    }

    public void Leave() => _depth--;

    public void ExpectEnd()
    {
        SkipSpaces();
        if (!IsAtEnd)
            throw Unexpected("the end");
    }

    public ApiException Unexpected(string expected) =>
        Error(
            IsAtEnd
                ? $"{expected} is expected at its end"
                : $"{expected} is expected at position {Position}, but found '{_text[Position..Math.Min(_text.Length, Position + 20)]}'"
        );

    public ApiException Error(string what) => new(ErrorCodes.ODataParseFailed, $"{Option}: {what}.", Option);
}
