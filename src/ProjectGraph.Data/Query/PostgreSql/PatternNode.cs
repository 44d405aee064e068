namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>A regular expression reduced to what decides whether it matches: without group names and lazy repetitions.</summary>
internal abstract record PatternNode(PatternCost Cost)
{
    public static PatternNode Empty { get; } = new SequenceNode([]);

    public static PatternNode Never { get; } = new ChoiceNode([]);

    /// <summary>A pattern that needs too much time or memory in PostgreSQL. Any pattern that contains it is refused as well.</summary>
    public static PatternNode Refused { get; } = new RefusedNode();
}

/// <summary>One UTF-16 code unit of a set.</summary>
internal sealed record SetNode(CharacterSet Set) : PatternNode(PatternCost.Unit);

internal sealed record AnchorNode(PatternAnchor Anchor) : PatternNode(PatternCost.FromAnchor(Anchor));

internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts)
    : PatternNode(Parts.Aggregate(PatternCost.Empty, (cost, part) => cost.Then(part.Cost)));

internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Options)
    : PatternNode(Options.Aggregate(PatternCost.Never, (cost, option) => cost.Or(option.Cost)));

/// <param name="Body">A node that matches at least one code unit.</param>
/// <param name="Min">The minimum number of repetitions.</param>
/// <param name="Max">The maximum number of repetitions; null if unlimited.</param>
internal sealed record RepeatNode(PatternNode Body, int Min, int? Max) : PatternNode(Body.Cost.Repeat(Min, Max));

internal sealed record RefusedNode() : PatternNode(PatternCost.Never);
