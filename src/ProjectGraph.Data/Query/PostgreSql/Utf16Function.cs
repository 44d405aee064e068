using System.Text;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// The SQL function <c>pjg_utf16(text)</c>, which converts a text to UTF-16 as .NET's regular expressions see it: an emoji is two
/// characters. PostgreSQL does not allow surrogates, so each is replaced by a code point from U+10000, which cannot occur otherwise.
/// </summary>
internal static class Utf16Function
{
    public const string Name = "pjg_utf16";

    private const int Further = 0x10000;

    /// <summary>The statements that create the functions, in order.</summary>
    // The first function is small and has no subquery, so that it is inlined and costs almost nothing for most texts.
    public static IReadOnlyList<string> Statements { get; } =
    [
        """
            CREATE OR REPLACE FUNCTION pjg_utf16_pairs(x text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN (SELECT string_agg(CASE WHEN ascii(c) < 65536 THEN c ELSE chr(120768 + ascii(c) / 1024) || chr(121856 + ascii(c) % 1024) END, '' ORDER BY n)
                FROM unnest(string_to_array(x, NULL)) WITH ORDINALITY AS characters(c, n))
            """,
        """
            CREATE OR REPLACE FUNCTION pjg_utf16(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE WHEN octet_length(x) = length(x) OR x !~ '[\U00010000-\U0010FFFF]' THEN x ELSE pjg_utf16_pairs(x) END
            """,
    ];

    public static Rune GetSubstitute(char unit) => char.IsSurrogate(unit) ? new(unit + Further) : new(unit);

    /// <summary>The ranges of a set in the converted text.</summary>
    public static IEnumerable<(Rune First, Rune Last)> GetSubstituteRanges(CharacterSet set)
    {
        foreach (var (first, last) in set.Ranges)
        {
            if (first < '\uD800')
                yield return (new(first), new((char)Math.Min(last, '\uD7FF')));
            if (first <= '\uDFFF' && last >= '\uD800')
                yield return (GetSubstitute((char)Math.Max(first, '\uD800')), GetSubstitute((char)Math.Min(last, '\uDFFF')));
            if (last > '\uDFFF')
                yield return (new((char)Math.Max(first, '\uE000')), new(last));
        }
    }
}
