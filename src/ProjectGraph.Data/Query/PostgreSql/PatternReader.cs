using System.Globalization;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Parses a pattern that .NET's non-backtracking engine has accepted. It is therefore valid and contains no back references,
/// lookarounds or atomic groups. The rules are .NET's, including the unusual ones.
/// </summary>
internal sealed class PatternReader(string pattern)
{
    private int position;
    private PatternOptions options;

    public static PatternNode Read(string pattern) => new PatternReader(pattern).Choice();

    private bool AtEnd => position == pattern.Length;

    private PatternNode Choice()
    {
        var choices = new List<PatternNode> { Sequence() };
        while (Take('|')) choices.Add(Sequence());
        return PatternForms.Choice(choices);
    }

    private PatternNode Sequence()
    {
        var parts = new List<PatternNode>();
        for (SkipBlanks(); !AtEnd && pattern[position] is not ('|' or ')'); SkipBlanks())
            if (Part() is { } part) parts.Add(Quantified(part));
        return PatternForms.Sequence(parts);
    }

    // Null represents a group that only sets options.
    private PatternNode? Part()
    {
        var start = position;
        switch (pattern[position++])
        {
            case '(':
                return Group();
            case '^':
                return new AnchorNode(Has(PatternOptions.Multiline) ? PatternAnchor.LineStart : PatternAnchor.Start);
            case '$':
                return new AnchorNode(Has(PatternOptions.Multiline) ? PatternAnchor.LineEnd : PatternAnchor.LastLineEnd);
            case '.':
                return Has(PatternOptions.Singleline) ? new SetNode(CharacterSet.All) : Set("[^\n]");
            case '[':
                position = PatternExtent.OfClass(pattern, position);
                return Set(pattern[start..position]);
            case '\\' when AnchorOf(pattern[position]) is { } anchor:
                position++;
                return new AnchorNode(anchor);
            case '\\':
                position = PatternExtent.OfEscape(pattern, position);
                return Set(pattern[start..position]);
            default:
                return Set(pattern[start..position]);
        }
    }

    private PatternNode? Group()
    {
        var outside = options;
        if (Take('?'))
        {
            if (!AtEnd && pattern[position] is '<' or '\'')
                position = pattern.IndexOf(pattern[position] == '<' ? '>' : '\'', position + 1) + 1;
            else if (SetsOptionsOnly()) return null;
        }
        var inside = Choice();
        position++;
        options = outside;
        return inside;
    }

    /// <summary>Reads options up to the group's <c>)</c>, or up to the <c>:</c> of the group to which they apply.</summary>
    private bool SetsOptionsOnly()
    {
        for (var on = true; ; position++)
        {
            switch (pattern[position])
            {
                case '-': on = false; break;
                case '+': on = true; break;
                case ')' or ':': return pattern[position++] == ')';
                default:
                    var option = OptionOf(pattern[position]);
                    options = on ? options | option : options & ~option;
                    break;
            }
        }
    }

    private PatternNode Quantified(PatternNode body)
    {
        SkipBlanks();
        if (AtEnd) return body;
        var (least, most, end) = Quantifier();
        if (end == position) return body;
        position = end;
        SkipBlanks();
        Take('?');
        return PatternForms.Repeat(body, least, most);
    }

    private (int Least, int? Most, int End) Quantifier()
    {
        switch (pattern[position])
        {
            case '*': return (0, null, position + 1);
            case '+': return (1, null, position + 1);
            case '?': return (0, 1, position + 1);
            case '{' when PatternExtent.OfBounds(pattern, position) is { } end:
                var bounds = pattern[(position + 1)..(end - 1)].Split(',');
                var least = Number(bounds[0]);
                return (least, bounds.Length == 1 ? least : bounds[1].Length == 0 ? null : Number(bounds[1]), end);
            default: return (1, 1, position);
        }
    }

    // White space as .NET's parser defines it: without the vertical tab.
    private void SkipBlanks()
    {
        while (true)
        {
            if (Has(PatternOptions.IgnoreWhiteSpace) && !AtEnd && pattern[position] is ' ' or '\t' or '\n' or '\f' or '\r') position++;
            else if (Has(PatternOptions.IgnoreWhiteSpace) && !AtEnd && pattern[position] == '#')
                position = pattern.IndexOf('\n', position) is var end and >= 0 ? end : pattern.Length;
            else if (string.CompareOrdinal(pattern, position, "(?#", 0, 3) == 0) position = pattern.IndexOf(')', position) + 1;
            else return;
        }
    }

    private SetNode Set(string part) => new(CharacterSets.Of(part, Has(PatternOptions.IgnoreCase)));

    private bool Has(PatternOptions option) => (options & option) != PatternOptions.None;

    private bool Take(char character)
    {
        if (AtEnd || pattern[position] != character) return false;
        position++;
        return true;
    }

    private static PatternAnchor? AnchorOf(char escaped) => escaped switch
    {
        'A' => PatternAnchor.Start,
        'Z' => PatternAnchor.LastLineEnd,
        'z' => PatternAnchor.End,
        'b' => PatternAnchor.WordEdge,
        'B' => PatternAnchor.NoWordEdge,
        _ => null,
    };

    private static PatternOptions OptionOf(char letter) => char.ToLowerInvariant(letter) switch
    {
        'i' => PatternOptions.IgnoreCase,
        'm' => PatternOptions.Multiline,
        's' => PatternOptions.Singleline,
        'x' => PatternOptions.IgnoreWhiteSpace,
        _ => PatternOptions.None,
    };

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
