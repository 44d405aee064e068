using System.Text;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// The SQL functions <c>pjg_lower(text)</c> and <c>pjg_upper(text)</c>. They return the same as .NET's
/// <see cref="string.ToLowerInvariant"/> and <see cref="string.ToUpperInvariant"/> on servers with any locale and Unicode version.
/// </summary>
internal static class CaseFunctions
{
    // Most texts change only in ASCII or in one script, and a search in such a small table is fast. The scripts are Latin-1, Latin,
    // Greek and Cyrillic.
    private static readonly (char First, char Last)[] Scripts =
    [
        ('\u00C0', '\u00FF'),
        ('\u00C0', '\u017F'),
        ('\u0370', '\u03FF'),
        ('\u0400', '\u045F'),
    ];
    private static readonly Lazy<string[]> LazyStatements = new(() =>
        [.. CreateStatements("lower", Rune.ToLowerInvariant), .. CreateStatements("upper", Rune.ToUpperInvariant)]
    );

    /// <summary>The statements that create the functions in the current schema, in order.</summary>
    public static IReadOnlyList<string> Statements => LazyStatements.Value;

    private static string[] CreateStatements(string name, Func<Rune, Rune> map)
    {
        var changes = CaseTable.FromMapping(map);
        var ascii = $"{name}(x COLLATE \"C\")";
        return
        [
                // For a text of several scripts. One look-up per character takes 0.3 microseconds, a search in the whole table would take 6.
                $$"""
                CREATE OR REPLACE FUNCTION pjg_{{name}}_each(x text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
                RETURN (SELECT string_agg(coalesce({{changes.Json}}::jsonb ->> c, c), '' ORDER BY n)
                    FROM unnest(string_to_array({{ascii}}, NULL)) WITH ORDINALITY AS characters(c, n)) COLLATE "C"
                """,
                // Without a subquery, so that PostgreSQL can inline it.
                $"""
                CREATE OR REPLACE FUNCTION pjg_{name}(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
                RETURN CASE WHEN octet_length(x) = length(x) OR x COLLATE "C" !~ {changes.CharacterClass} THEN {ascii}
                    {string.Concat(Scripts.Select(script => CreateBranch(changes, changes.Within(script.First, script.Last), ascii)))}
                    ELSE pjg_{name}_each(x) END COLLATE "C"
                """,
        ];
    }

    private static string CreateBranch(CaseTable changes, CaseTable script, string ascii) =>
        $" WHEN x COLLATE \"C\" !~ {changes.Except(script).CharacterClass} THEN {script.Translate(ascii)}";
}
