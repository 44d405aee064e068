namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Estimates the size of PostgreSQL's automaton of a pattern. It grows with the code units, with repetitions expanded, and with
/// the paths through anchors at one position, because each combination is a state: <c>(^|a|$)</c> forty times takes minutes.
/// </summary>
/// <param name="Size">Code units, anchors and alternatives.</param>
/// <param name="LeadingPaths">Paths through anchors before the first code unit; 0 if there are no anchors.</param>
/// <param name="EmptyPaths">Paths from the start to the end without a code unit.</param>
/// <param name="TrailingPaths">Paths through anchors after the last code unit.</param>
/// <param name="MaxPaths">The maximum number of paths at any position.</param>
internal readonly record struct PatternCost(double Size, double LeadingPaths, double EmptyPaths, double TrailingPaths, double MaxPaths)
{
    private const double SizeLimit = 5_000;
    private const double PathLimit = 2_000;

    public static PatternCost Empty { get; } = new(0, 0, 1, 0, 1);

    public static PatternCost Never { get; } = new(0, 0, 0, 0, 1);

    public static PatternCost Unit { get; } = new(1, 0, 0, 0, 1);

    public bool ExceedsLimits => Size > SizeLimit || MaxPaths > PathLimit;

    public static PatternCost FromAnchor(PatternAnchor anchor)
    {
        // At a word edge a word starts or ends; elsewhere it continues or has not begun.
        var ways = anchor is PatternAnchor.WordEdge or PatternAnchor.NotWordEdge ? 2 : 1;
        return new(ways, ways, ways, ways, ways);
    }

    public PatternCost Then(PatternCost next) =>
        new(
            Size + next.Size,
            Math.Max(LeadingPaths, EmptyPaths * next.LeadingPaths),
            EmptyPaths * next.EmptyPaths,
            Math.Max(next.TrailingPaths, TrailingPaths * next.EmptyPaths),
            Math.Max(Math.Max(MaxPaths, next.MaxPaths), Math.Max(1, TrailingPaths) * Math.Max(1, next.LeadingPaths))
        );

    public PatternCost Or(PatternCost other) =>
        new(
            Size + other.Size + 1,
            LeadingPaths + other.LeadingPaths,
            EmptyPaths + other.EmptyPaths,
            TrailingPaths + other.TrailingPaths,
            Math.Max(Math.Max(MaxPaths, other.MaxPaths), EmptyPaths + other.EmptyPaths)
        );

    public PatternCost Repeat(int least, int? most) =>
        new(
            (Size * (most ?? Math.Max(1, least))) + 1,
            LeadingPaths,
            least == 0 ? 1 : EmptyPaths,
            TrailingPaths,
            Math.Max(MaxPaths, Math.Max(1, TrailingPaths) * Math.Max(1, LeadingPaths))
        );
}
