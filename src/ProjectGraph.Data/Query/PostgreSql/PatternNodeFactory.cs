namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Combines nodes in forms that PostgreSQL compiles quickly. A repetition whose body may match the empty text makes it build
/// automata for minutes. Therefore only the non-empty matches of the body are repeated.
/// </summary>
internal static class PatternNodeFactory
{
    public static PatternNode Sequence(IEnumerable<PatternNode> parts)
    {
        PatternNode[] flat = [.. parts.SelectMany(part => part is SequenceNode inner ? inner.Parts : [part])];
        if (Array.Exists(flat, IsRefused))
            return PatternNode.Refused;
        if (Array.Exists(flat, IsNever))
            return PatternNode.Never;
        return flat is [var only] ? only : RefuseIfTooLarge(new SequenceNode(flat));
    }

    public static PatternNode Choice(IEnumerable<PatternNode> options)
    {
        PatternNode[] flat = [.. options.SelectMany(option => option is ChoiceNode inner ? inner.Options : [option]).Distinct()];
        if (Array.Exists(flat, IsRefused))
            return PatternNode.Refused;
        return flat is [var only] ? only : RefuseIfTooLarge(new ChoiceNode(flat));
    }

    public static PatternNode Repeat(PatternNode body, int least, int? most)
    {
        if (IsRefused(body))
            return body;
        if (most == 0 || IsEmpty(body))
            return PatternNode.Empty;
        if (IsNever(body))
            return least == 0 ? PatternNode.Empty : body;
        var nothing = GetEmptyMatch(body);
        if (IsNever(nothing))
            return CreateRepeat(body, least, most);
        var something = GetNonEmptyMatches(body);
        // A condition that holds at a position holds there again.
        if (IsNever(something))
            return least == 0 ? PatternNode.Empty : nothing;
        if (least == 0 || IsEmpty(nothing))
            return CreateRepeat(something, 0, most);
        // The number of times that the condition must hold depends on the number of non-empty matches.
        return least > 1 ? PatternNode.Refused : Sequence([body, CreateRepeat(something, 0, most - 1)]);
    }

    private static PatternNode CreateRepeat(PatternNode body, int least, int? most)
    {
        if (IsRefused(body) || (least, most) is (1, 1))
            return body;
        return most == 0 ? PatternNode.Empty : RefuseIfTooLarge(new RepeatNode(body, least, most));
    }

    /// <summary>The conditions for an empty match: <c>Never</c>, <c>Empty</c> (always), or anchors.</summary>
    private static PatternNode GetEmptyMatch(PatternNode node) =>
        node switch
        {
            AnchorNode => node,
            SequenceNode sequence => Sequence(sequence.Parts.Select(GetEmptyMatch)),
            ChoiceNode choice => Choice(choice.Options.Select(GetEmptyMatch)) is var any
            && any is ChoiceNode { Options: var options }
            && options.Any(IsEmpty)
                ? PatternNode.Empty
                : any,
            RepeatNode { Min: 0 } => PatternNode.Empty,
            _ => PatternNode.Never,
        };

    /// <summary>The node without its empty matches.</summary>
    private static PatternNode GetNonEmptyMatches(PatternNode node) =>
        node switch
        {
            AnchorNode => PatternNode.Never,
            SequenceNode sequence => GetNonEmptyMatches(sequence.Parts),
            ChoiceNode choice => Choice(choice.Options.Select(GetNonEmptyMatches)),
            RepeatNode { Min: 0 } repeat => CreateRepeat(repeat.Body, 1, repeat.Max),
            _ => node,
        };

    // Either the first part is non-empty, or it is empty and a later part is non-empty.
    private static PatternNode GetNonEmptyMatches(IReadOnlyList<PatternNode> parts)
    {
        var something = PatternNode.Never;
        for (var i = parts.Count - 1; i >= 0; i--)
            something = Choice([
                Sequence([GetNonEmptyMatches(parts[i]), .. parts.Skip(i + 1)]),
                Sequence([GetEmptyMatch(parts[i]), something]),
            ]);
        return something;
    }

    private static PatternNode RefuseIfTooLarge(PatternNode node) => node.Cost.ExceedsLimits ? PatternNode.Refused : node;

    private static bool IsRefused(PatternNode node) => node is RefusedNode;

    private static bool IsEmpty(PatternNode node) => node is SequenceNode { Parts.Count: 0 };

    private static bool IsNever(PatternNode node) => node is ChoiceNode { Options.Count: 0 };
}
