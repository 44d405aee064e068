using System.Globalization;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Parses a pattern that .NET's non-backtracking engine has accepted. It is therefore valid and contains no back references,
/// lookarounds or atomic groups. The rules are .NET's, including the unusual ones.
/// </summary>
internal sealed class PatternParser(string pattern)
{
    private int _position;
    private PatternOptions _options;

    public static PatternNode Parse(string pattern) => new PatternParser(pattern).ParseChoice();

    private bool AtEnd => _position == pattern.Length;

    private PatternNode ParseChoice()
    {
        var choices = new List<PatternNode> { ParseSequence() };
        while (TryTake('|'))
            choices.Add(ParseSequence());
        return PatternNodeFactory.Choice(choices);
    }

    private PatternNode ParseSequence()
    {
        var parts = new List<PatternNode>();
        for (SkipBlanks(); !AtEnd && pattern[_position] is not ('|' or ')'); SkipBlanks())
            if (ParsePart() is { } part)
                parts.Add(ParseQuantified(part));
        return PatternNodeFactory.Sequence(parts);
    }

    // Null represents a group that only sets options.
    private PatternNode? ParsePart()
    {
        var start = _position;
        switch (pattern[_position++])
        {
            case '(':
                return ParseGroup();
            case '^':
                return new AnchorNode(IsNext(PatternOptions.Multiline) ? PatternAnchor.LineStart : PatternAnchor.Start);
            case '$':
                return new AnchorNode(IsNext(PatternOptions.Multiline) ? PatternAnchor.LineEnd : PatternAnchor.LastLineEnd);
            case '.':
                return IsNext(PatternOptions.Singleline) ? new SetNode(CharacterSet.All) : ParseSet("[^\n]");
            case '[':
                _position = PatternPartEnd.FindClassEnd(pattern, _position);
                return ParseSet(pattern[start.._position]);
            case '\\' when GetAnchor(pattern[_position]) is { } anchor:
                _position++;
                return new AnchorNode(anchor);
            case '\\':
                _position = PatternPartEnd.FindEscapeEnd(pattern, _position);
                return ParseSet(pattern[start.._position]);
            default:
                return ParseSet(pattern[start.._position]);
        }
    }

    private PatternNode? ParseGroup()
    {
        var outside = _options;
        if (TryTake('?'))
        {
            if (!AtEnd && pattern[_position] is '<' or '\'')
                _position = pattern.IndexOf(pattern[_position] == '<' ? '>' : '\'', _position + 1) + 1;
            else if (ParseOptions())
                return null;
        }
        var inside = ParseChoice();
        _position++;
        _options = outside;
        return inside;
    }

    /// <summary>Reads options up to the group's <c>)</c>, or up to the <c>:</c> of the group to which they apply.</summary>
    private bool ParseOptions()
    {
        for (var on = true; ; _position++)
        {
            switch (pattern[_position])
            {
                case '-':
                    on = false;
                    break;
                case '+':
                    on = true;
                    break;
                case ')' or ':':
                    return pattern[_position++] == ')';
                default:
                    var option = GetOption(pattern[_position]);
                    _options = on ? _options | option : _options & ~option;
                    break;
            }
        }
    }

    private PatternNode ParseQuantified(PatternNode body)
    {
        SkipBlanks();
        if (AtEnd)
            return body;
        var (least, most, end) = ParseQuantifier();
        if (end == _position)
            return body;
        _position = end;
        SkipBlanks();
        TryTake('?');
        return PatternNodeFactory.Repeat(body, least, most);
    }

    private (int Least, int? Most, int End) ParseQuantifier()
    {
        switch (pattern[_position])
        {
            case '*':
                return (0, null, _position + 1);
            case '+':
                return (1, null, _position + 1);
            case '?':
                return (0, 1, _position + 1);
            case '{' when PatternPartEnd.FindBoundsEnd(pattern, _position) is { } end:
                var bounds = pattern[(_position + 1)..(end - 1)].Split(',');
                var least = ParseNumber(bounds[0]);
                return (
                    least,
                    bounds.Length == 1 ? least
                    : bounds[1].Length == 0 ? null
                    : ParseNumber(bounds[1]),
                    end
                );
            default:
                return (1, 1, _position);
        }
    }

    // White space as .NET's parser defines it: without the vertical tab.
    private void SkipBlanks()
    {
        while (true)
        {
            if (IsNext(PatternOptions.IgnoreWhiteSpace) && !AtEnd && pattern[_position] is ' ' or '\t' or '\n' or '\f' or '\r')
                _position++;
            else if (IsNext(PatternOptions.IgnoreWhiteSpace) && !AtEnd && pattern[_position] == '#')
                _position = pattern.IndexOf('\n', _position) is var end and >= 0 ? end : pattern.Length;
            else if (string.CompareOrdinal(pattern, _position, "(?#", 0, 3) == 0)
                _position = pattern.IndexOf(')', _position) + 1;
            else
                return;
        }
    }

    private SetNode ParseSet(string part) => new(PatternCharacterSets.Get(part, IsNext(PatternOptions.IgnoreCase)));

    private bool IsNext(PatternOptions option) => (_options & option) != PatternOptions.None;

    private bool TryTake(char character)
    {
        if (AtEnd || pattern[_position] != character)
            return false;
        _position++;
        return true;
    }

    private static PatternAnchor? GetAnchor(char escaped) =>
        escaped switch
        {
            'A' => PatternAnchor.Start,
            'Z' => PatternAnchor.LastLineEnd,
            'z' => PatternAnchor.End,
            'b' => PatternAnchor.WordEdge,
            'B' => PatternAnchor.NotWordEdge,
            _ => null,
        };

    private static PatternOptions GetOption(char letter) =>
        char.ToLowerInvariant(letter) switch
        {
            'i' => PatternOptions.IgnoreCase,
            'm' => PatternOptions.Multiline,
            's' => PatternOptions.Singleline,
            'x' => PatternOptions.IgnoreWhiteSpace,
            _ => PatternOptions.None,
        };

    private static int ParseNumber(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
