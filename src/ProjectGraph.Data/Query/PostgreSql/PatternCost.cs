namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Estimates the size of PostgreSQL's automaton of a pattern. It grows with the code units, with repetitions expanded, and with
/// the paths through anchors at one position, because each combination is a state: <c>(^|a|$)</c> forty times takes minutes.
/// </summary>
/// <param name="Size">Code units, anchors and alternatives.</param>
/// <param name="Before">Paths through anchors before the first code unit; 0 if there are no anchors.</param>
/// <param name="Through">Paths from the start to the end without a code unit.</param>
/// <param name="After">Paths through anchors after the last code unit.</param>
/// <param name="Ways">The maximum number of paths at any position.</param>
internal readonly record struct PatternCost(double Size, double Before, double Through, double After, double Ways)
{
    private const double Largest = 5_000;
    private const double MostWays = 2_000;

    public static PatternCost Nothing { get; } = new(0, 0, 1, 0, 1);

    public static PatternCost Never { get; } = new(0, 0, 0, 0, 1);

    public static PatternCost Unit { get; } = new(1, 0, 0, 0, 1);

    public bool IsTooMuch => Size > Largest || Ways > MostWays;

    public static PatternCost Of(PatternAnchor anchor)
    {
        // At a word edge a word starts or ends; elsewhere it continues or has not begun.
        var ways = anchor is PatternAnchor.WordEdge or PatternAnchor.NoWordEdge ? 2 : 1;
        return new(ways, ways, ways, ways, ways);
    }

    public PatternCost Then(PatternCost next) => new(
        Size + next.Size,
        Math.Max(Before, Through * next.Before),
        Through * next.Through,
        Math.Max(next.After, After * next.Through),
        Math.Max(Math.Max(Ways, next.Ways), Math.Max(1, After) * Math.Max(1, next.Before)));

    public PatternCost Or(PatternCost other) => new(
        Size + other.Size + 1, Before + other.Before, Through + other.Through, After + other.After,
        Math.Max(Math.Max(Ways, other.Ways), Through + other.Through));

    public PatternCost Times(int least, int? most) => new(
        (Size * (most ?? Math.Max(1, least))) + 1, Before, least == 0 ? 1 : Through, After,
        Math.Max(Ways, Math.Max(1, After) * Math.Max(1, Before)));
}
