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
    private const int MaxRepetitions = 255;

    // In mode (?w), ^ and $ match at lines, \A and \Z at the text's ends, and a dot matches any character.
    private readonly StringBuilder _printed = new("(?w)");

    public static string Print(PatternNode pattern)
    {
        var printer = new PatternPrinter();
        printer.PrintNode(pattern);
        return printer._printed.ToString();
    }

    private void PrintNode(PatternNode node)
    {
        switch (node)
        {
            case SetNode set:
                PrintSet(set.Set);
                break;
            case AnchorNode anchor:
                PrintAnchor(anchor.Anchor);
                break;
            case SequenceNode sequence:
                foreach (var part in sequence.Parts)
                    PrintPart(part);
                break;
            case ChoiceNode { Options.Count: 0 }:
                PrintNever();
                break;
            case ChoiceNode choice:
                PrintChoice(choice.Options);
                break;
            case RepeatNode repeat:
                PrintRepeat(repeat);
                break;
            default:
                throw new InvalidOperationException($"The node {node.GetType().Name} cannot be printed.");
        }
    }

    private void PrintPart(PatternNode part)
    {
        if (part is ChoiceNode)
            PrintGroup(part);
        else
            PrintNode(part);
    }

    private void PrintGroup(PatternNode node)
    {
        _printed.Append("(?:");
        PrintNode(node);
        _printed.Append(')');
    }

    private void PrintChoice(IReadOnlyList<PatternNode> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (i > 0)
                _printed.Append('|');
            PrintNode(options[i]);
        }
    }

    private void PrintRepeat(RepeatNode repeat)
    {
        var least = repeat.Min;
        var most = repeat.Max;
        for (; least > MaxRepetitions; least -= MaxRepetitions, most -= MaxRepetitions)
            PrintBounds(repeat.Body, MaxRepetitions, MaxRepetitions);
        for (; most > MaxRepetitions; most -= MaxRepetitions)
        {
            PrintBounds(repeat.Body, least, MaxRepetitions);
            least = 0;
        }
        PrintBounds(repeat.Body, least, most);
    }

    private void PrintBounds(PatternNode body, int least, int? most)
    {
        if (body is SetNode)
            PrintNode(body);
        else
            PrintGroup(body);
        var (from, to) = (least.ToString(CultureInfo.InvariantCulture), most?.ToString(CultureInfo.InvariantCulture));
        _printed.Append(
            (least, most) switch
            {
                (0, null) => "*",
                (1, null) => "+",
                (0, 1) => "?",
                _ when from == to => $"{{{from}}}",
                _ => $"{{{from},{to}}}",
            }
        );
    }

    private void PrintAnchor(PatternAnchor anchor)
    {
        switch (anchor)
        {
            case PatternAnchor.Start:
                _printed.Append(@"\A");
                break;
            case PatternAnchor.LineStart:
                _printed.Append('^');
                break;
            case PatternAnchor.LineEnd:
                _printed.Append('$');
                break;
            case PatternAnchor.End:
                _printed.Append(@"\Z");
                break;
            case PatternAnchor.LastLineEnd:
                _printed.Append(@"(?=\u000A?\Z)");
                break;
            case PatternAnchor.WordEdge:
                PrintWordEdge(before: true, after: false);
                break;
            default:
                PrintWordEdge(before: true, after: true);
                break;
        }
    }

    private void PrintWordEdge(bool before, bool after)
    {
        _printed.Append("(?:");
        PrintNeighbours(before, after);
        _printed.Append('|');
        PrintNeighbours(!before, !after);
        _printed.Append(')');
    }

    private void PrintNeighbours(bool before, bool after)
    {
        _printed.Append(before ? "(?<=" : "(?<!");
        PrintSet(PatternCharacterSets.WordUnits);
        _printed.Append(after ? ")(?=" : ")(?!");
        PrintSet(PatternCharacterSets.WordUnits);
        _printed.Append(')');
    }

    private void PrintSet(CharacterSet set)
    {
        var others = set.Complement();
        switch (set.Ranges)
        {
            case []:
                PrintNever();
                break;
            case [var (first, last)] when first == last:
                PrintCodePoint(Utf16Function.GetSubstitute(first));
                break;
            case var _ when others.Ranges.Count == 0:
                _printed.Append('.');
                break;
            case var _ when others.Ranges.Count < set.Ranges.Count:
                PrintRanges("[^", others);
                break;
            default:
                PrintRanges("[", set);
                break;
        }
    }

    // No character precedes the start, so this never matches.
    private void PrintNever() => _printed.Append(@"(?:.\A)");

    private void PrintRanges(string open, CharacterSet set)
    {
        _printed.Append(open);
        foreach (var (first, last) in Utf16Function.GetSubstituteRanges(set))
        {
            PrintCodePoint(first);
            if (first == last)
                continue;
            _printed.Append('-');
            PrintCodePoint(last);
        }
        _printed.Append(']');
    }

    // In ASCII only letters and digits are literal in every position.
    private void PrintCodePoint(Rune point)
    {
        if (point.IsAscii && !Rune.IsLetterOrDigit(point))
            _printed.Append(CultureInfo.InvariantCulture, $@"\u{point.Value:X4}");
        else
            _printed.Append(point.ToString());
    }
}
