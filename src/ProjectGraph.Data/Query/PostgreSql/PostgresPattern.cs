namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// The patterns of <see cref="TextPattern"/> for PostgreSQL, whose own regular expressions mean other things by the same signs:
/// <c>pjg_utf16(text) ~ Translate(pattern)</c> is <c>TextPattern.Matches(text, pattern)</c>, character for character.
/// </summary>
internal static class PostgresPattern
{
    /// <summary>
    /// The SQLSTATE (<c>invalid_regular_expression</c>) of a pattern that PostgreSQL finds too complex after all.
    /// </summary>
    public const string TooComplex = "2201B";

    private const int Longest = 100_000;

    /// <summary>
    /// Null where PostgreSQL would need too much time or memory: many nested or long repetitions, a repetition at least twice of what
    /// may be an anchor alone, as <c>(^|a){2}</c>, or many word edges and classes, each of which is written out.
    /// </summary>
    /// <param name="pattern">One that <see cref="TextPattern.IsUsable"/>.</param>
    public static string? Translate(string pattern)
    {
        var read = PatternReader.Read(pattern);
        if (read is RefusedNode) return null;
        var printed = PatternPrinter.Print(read);
        return printed.Length <= Longest ? printed : null;
    }
}
