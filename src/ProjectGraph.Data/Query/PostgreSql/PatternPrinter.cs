using System.Globalization;
using System.Text;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Prints a pattern as an advanced regular expression of PostgreSQL, for texts converted by <c>pjg_utf16</c>. Characters are
/// printed one by one or as ranges of code points, so that collations have no effect.
/// </summary>
internal sealed class PatternPrinter
{
    // PostgreSQL's limit for the bounds of a repetition.
    private const int MostTimes = 255;

    // In mode (?w), ^ and $ match at lines, \A and \Z at the text's ends, and a dot matches any character.
    private readonly StringBuilder printed = new("(?w)");

    public static string Print(PatternNode pattern)
    {
        var printer = new PatternPrinter();
        printer.Node(pattern);
        return printer.printed.ToString();
    }

    private void Node(PatternNode node)
    {
        switch (node)
        {
            case SetNode set: Set(set.Set); break;
            case AnchorNode anchor: Anchor(anchor.Anchor); break;
            case SequenceNode sequence:
                foreach (var part in sequence.Parts) Part(part);
                break;
            case ChoiceNode { Options.Count: 0 }: Never(); break;
            case ChoiceNode choice: Choice(choice.Options); break;
            case RepeatNode repeat: Repeat(repeat); break;
            default: throw new InvalidOperationException($"The node {node.GetType().Name} cannot be printed.");
        }
    }

    private void Part(PatternNode part)
    {
        if (part is ChoiceNode) Grouped(part);
        else Node(part);
    }

    private void Grouped(PatternNode node)
    {
        printed.Append("(?:");
        Node(node);
        printed.Append(')');
    }

    private void Choice(IReadOnlyList<PatternNode> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (i > 0) printed.Append('|');
            Node(options[i]);
        }
    }

    private void Repeat(RepeatNode repeat)
    {
        var least = repeat.Least;
        var most = repeat.Most;
        for (; least > MostTimes; least -= MostTimes, most -= MostTimes) Times(repeat.Body, MostTimes, MostTimes);
        for (; most > MostTimes; most -= MostTimes)
        {
            Times(repeat.Body, least, MostTimes);
            least = 0;
        }
        Times(repeat.Body, least, most);
    }

    private void Times(PatternNode body, int least, int? most)
    {
        if (body is SetNode) Node(body);
        else Grouped(body);
        var (from, to) = (least.ToString(CultureInfo.InvariantCulture), most?.ToString(CultureInfo.InvariantCulture));
        printed.Append((least, most) switch
        {
            (0, null) => "*",
            (1, null) => "+",
            (0, 1) => "?",
            _ when from == to => $"{{{from}}}",
            _ => $"{{{from},{to}}}",
        });
    }

    private void Anchor(PatternAnchor anchor)
    {
        switch (anchor)
        {
            case PatternAnchor.Start: printed.Append(@"\A"); break;
            case PatternAnchor.LineStart: printed.Append('^'); break;
            case PatternAnchor.LineEnd: printed.Append('$'); break;
            case PatternAnchor.End: printed.Append(@"\Z"); break;
            case PatternAnchor.LastLineEnd: printed.Append(@"(?=\u000A?\Z)"); break;
            case PatternAnchor.WordEdge: Word(before: true, after: false); break;
            default: Word(before: true, after: true); break;
        }
    }

    private void Word(bool before, bool after)
    {
        printed.Append("(?:");
        Neighbours(before, after);
        printed.Append('|');
        Neighbours(!before, !after);
        printed.Append(')');
    }

    private void Neighbours(bool before, bool after)
    {
        printed.Append(before ? "(?<=" : "(?<!");
        Set(CharacterSets.WordUnits);
        printed.Append(after ? ")(?=" : ")(?!");
        Set(CharacterSets.WordUnits);
        printed.Append(')');
    }

    private void Set(CharacterSet set)
    {
        var others = set.Complement();
        switch (set.Ranges)
        {
            case []: Never(); break;
            case [var (first, last)] when first == last: Point(Utf16Function.StandIn(first)); break;
            case var _ when others.Ranges.Count == 0: printed.Append('.'); break;
            case var _ when others.Ranges.Count < set.Ranges.Count: Ranges("[^", others); break;
            default: Ranges("[", set); break;
        }
    }

    // No character precedes the start, so this never matches.
    private void Never() => printed.Append(@"(?:.\A)");

    private void Ranges(string open, CharacterSet set)
    {
        printed.Append(open);
        foreach (var (first, last) in Utf16Function.StandIns(set))
        {
            Point(first);
            if (first == last) continue;
            printed.Append('-');
            Point(last);
        }
        printed.Append(']');
    }

    // In ASCII only letters and digits are literal in every position.
    private void Point(Rune point)
    {
        if (point.IsAscii && !Rune.IsLetterOrDigit(point)) printed.Append(CultureInfo.InvariantCulture, $@"\u{point.Value:X4}");
        else printed.Append(point.ToString());
    }
}
