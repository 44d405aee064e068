using System.Text.RegularExpressions;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Quotes the names in a statement, because PostgreSQL folds unquoted names to lower case. Statements write tables and columns
/// in PascalCase and nothing else. So the statements stay readable without quotes.
/// </summary>
internal static partial class NameQuoting
{
    public static string Quote(string sql) =>
        NamePattern().Replace(sql, part => part.Groups["name"].Success ? $"\"{part.Value}\"" : part.Value);

    // Literals and quoted names are skipped.
    [GeneratedRegex("""'[^']*'|"[^"]*"|@\w+|(?<name>\b[A-Z]+[a-z][A-Za-z]*\b)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();
}
