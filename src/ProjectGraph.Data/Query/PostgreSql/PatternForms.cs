namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Puts nodes together in the forms that PostgreSQL is quick with. A repetition whose body may match nothing, with conditions
/// or without, makes it build automata for minutes; so what the body matches besides nothing is repeated in its place.
/// </summary>
internal static class PatternForms
{
    public static PatternNode Sequence(IEnumerable<PatternNode> parts)
    {
        PatternNode[] flat = [.. parts.SelectMany(part => part is SequenceNode inner ? inner.Parts : [part])];
        if (Array.Exists(flat, IsRefused)) return PatternNode.Refused;
        if (Array.Exists(flat, IsNever)) return PatternNode.Never;
        return flat is [var only] ? only : Bounded(new SequenceNode(flat));
    }

    public static PatternNode Choice(IEnumerable<PatternNode> options)
    {
        PatternNode[] flat = [.. options.SelectMany(option => option is ChoiceNode inner ? inner.Options : [option]).Distinct()];
        if (Array.Exists(flat, IsRefused)) return PatternNode.Refused;
        return flat is [var only] ? only : Bounded(new ChoiceNode(flat));
    }

    public static PatternNode Repeat(PatternNode body, int least, int? most)
    {
        if (IsRefused(body)) return body;
        if (most == 0 || IsEmpty(body)) return PatternNode.Empty;
        if (IsNever(body)) return least == 0 ? PatternNode.Empty : body;
        var nothing = Nothing(body);
        if (IsNever(nothing)) return Times(body, least, most);
        var something = Something(body);
        // A condition that holds once at a place holds again.
        if (IsNever(something)) return least == 0 ? PatternNode.Empty : nothing;
        if (least == 0 || IsEmpty(nothing)) return Times(something, 0, most);
        // How many times the condition must hold depends on how often there is something.
        return least > 1 ? PatternNode.Refused : Sequence([body, Times(something, 0, most - 1)]);
    }

    private static PatternNode Times(PatternNode body, int least, int? most)
    {
        if (IsRefused(body) || (least, most) is (1, 1)) return body;
        return most == 0 ? PatternNode.Empty : Bounded(new RepeatNode(body, least, most));
    }

    /// <summary>The conditions under which a node matches nothing: <c>Never</c>, <c>Empty</c> (always), or anchors.</summary>
    private static PatternNode Nothing(PatternNode node) => node switch
    {
        AnchorNode => node,
        SequenceNode sequence => Sequence(sequence.Parts.Select(Nothing)),
        ChoiceNode choice => Choice(choice.Options.Select(Nothing)) is var any && any is ChoiceNode { Options: var options } && options.Any(IsEmpty)
            ? PatternNode.Empty : any,
        RepeatNode { Least: 0 } => PatternNode.Empty,
        _ => PatternNode.Never,
    };

    /// <summary>The node without its matches of nothing.</summary>
    private static PatternNode Something(PatternNode node) => node switch
    {
        AnchorNode => PatternNode.Never,
        SequenceNode sequence => Something(sequence.Parts),
        ChoiceNode choice => Choice(choice.Options.Select(Something)),
        RepeatNode { Least: 0 } repeat => Times(repeat.Body, 1, repeat.Most),
        _ => node,
    };

    // Something in the first part, or nothing in it and something in those behind it.
    private static PatternNode Something(IReadOnlyList<PatternNode> parts)
    {
        var something = PatternNode.Never;
        for (var i = parts.Count - 1; i >= 0; i--)
            something = Choice([Sequence([Something(parts[i]), .. parts.Skip(i + 1)]), Sequence([Nothing(parts[i]), something])]);
        return something;
    }

    private static PatternNode Bounded(PatternNode node) => node.Cost.IsTooMuch ? PatternNode.Refused : node;

    private static bool IsRefused(PatternNode node) => node is RefusedNode;

    private static bool IsEmpty(PatternNode node) => node is SequenceNode { Parts.Count: 0 };

    private static bool IsNever(PatternNode node) => node is ChoiceNode { Options.Count: 0 };
}
