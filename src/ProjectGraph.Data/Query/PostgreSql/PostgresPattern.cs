namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// Translates the patterns of <see cref="TextPattern"/> to PostgreSQL, whose regular expressions use the same syntax differently.
/// <c>pjg_utf16(text) ~ Translate(pattern)</c> gives exactly the result of <c>TextPattern.Matches(text, pattern)</c>.
/// </summary>
internal static class PostgresPattern
{
    /// <summary>The SQLSTATE (<c>invalid_regular_expression</c>) of a pattern that is too complex for PostgreSQL.</summary>
    public const string TooComplex = "2201B";

    private const int MaxLength = 100_000;

    /// <summary>
    /// Translates a pattern; null if PostgreSQL would need too much time or memory. This applies to many nested or long repetitions,
    /// to a repetition (at least twice) that may match only an anchor, as in <c>(^|a){2}</c>, and to many word edges and classes.
    /// </summary>
    /// <param name="pattern">A pattern that <see cref="TextPattern.IsUsable"/> accepts.</param>
    public static string? Translate(string pattern)
    {
        var read = PatternParser.Parse(pattern);
        if (read is RefusedNode)
            return null;
        var printed = PatternPrinter.Print(read);
        return printed.Length <= MaxLength ? printed : null;
    }
}
