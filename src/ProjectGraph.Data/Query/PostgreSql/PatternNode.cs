namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>A regular expression without what does not change whether it matches: groups have no names, no repetition is lazy.</summary>
internal abstract record PatternNode(PatternCost Cost)
{
    public static PatternNode Empty { get; } = new SequenceNode([]);

    public static PatternNode Never { get; } = new ChoiceNode([]);

    /// <summary>One that PostgreSQL would need too much time or memory for; so is each that it is a part of.</summary>
    public static PatternNode Refused { get; } = new RefusedNode();
}

/// <summary>One UTF-16 code unit of a set.</summary>
internal sealed record SetNode(CharacterSet Set) : PatternNode(PatternCost.Unit);

internal sealed record AnchorNode(PatternAnchor Anchor) : PatternNode(PatternCost.Of(Anchor));

internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts)
    : PatternNode(Parts.Aggregate(PatternCost.Nothing, (cost, part) => cost.Then(part.Cost)));

internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Options)
    : PatternNode(Options.Aggregate(PatternCost.Never, (cost, option) => cost.Or(option.Cost)));

/// <param name="Body">What matches at least one code unit.</param>
/// <param name="Least">How many times at least.</param>
/// <param name="Most">Null where there is no end.</param>
internal sealed record RepeatNode(PatternNode Body, int Least, int? Most) : PatternNode(Body.Cost.Times(Least, Most));

internal sealed record RefusedNode() : PatternNode(PatternCost.Never);
