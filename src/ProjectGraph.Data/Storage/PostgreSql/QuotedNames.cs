using System.Text.RegularExpressions;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// PostgreSQL makes small letters of a name that is not quoted. The session's statements name tables and columns in PascalCase,
/// which nothing else in them is, so that the quotes can be put in here and the statements stay readable.
/// </summary>
internal static partial class QuotedNames
{
    public static string In(string sql) => Parts().Replace(sql, part => part.Groups["name"].Success ? $"\"{part.Value}\"" : part.Value);

    // Texts and names that are quoted already are passed over.
    [GeneratedRegex("""'[^']*'|"[^"]*"|@\w+|(?<name>\b[A-Z]+[a-z][A-Za-z]*\b)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parts();
}
