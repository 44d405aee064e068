namespace ProjectGraph.GraphQL.Language;

/// <summary>Reads and prints block strings.</summary>
internal static class BlockString
{
    /// <summary>BlockStringValue() of spec section 2.9.4: removes common indentation and blank edge lines.</summary>
    public static List<string> Dedent(List<string> lines)
    {
        int common = int.MaxValue;
        int first = -1;
        int last = -1;
        for (int i = 0; i < lines.Count; i++)
        {
            int indent = CountIndentation(lines[i]);
            if (indent == lines[i].Length)
                continue;
            first = first < 0 ? i : first;
            last = i;
            // The first line follows the quotes, so its indentation is not significant.
            if (i > 0)
                common = Math.Min(common, indent);
        }

        if (first < 0)
            return [];
        return [.. Enumerable.Range(first, last - first + 1).Select(i => i == 0 ? lines[i] : RemoveIndentation(lines[i], common))];
    }

    /// <summary>Prints the value between triple quotes, so that reading it returns the same value.</summary>
    public static string Print(string value)
    {
        string escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        string[] lines = escaped.Split('\n');
        bool singleLine = lines.Length == 1;
        bool laterLinesIndented = lines.Length > 1 && lines.Skip(1).All(line => line.Length == 0 || line[0] is ' ' or '\t');
        bool trailingQuote = escaped.EndsWith('"') && !escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        bool trailingSlash = value.EndsWith('\\');
        bool printAsLines = !singleLine || value.Length > 70 || trailingQuote || trailingSlash || laterLinesIndented;

        bool skipLeadingNewLine = singleLine && value.Length > 0 && value[0] is ' ' or '\t';
        string open = (printAsLines && !skipLeadingNewLine) || laterLinesIndented ? "\n" : "";
        string close = printAsLines || trailingQuote || trailingSlash ? "\n" : "";
        return $"\"\"\"{open}{escaped}{close}\"\"\"";
    }

    /// <summary>Whether <see cref="Print"/> preserves every character of the value.</summary>
    public static bool CanRepresent(string value)
    {
        if (value.Length == 0)
            return true;
        string[] lines = value.Split('\n');
        return !string.IsNullOrWhiteSpace(lines[0])
            && !string.IsNullOrWhiteSpace(lines[^1])
            && value.All(c => c is '\t' or '\n' || !char.IsControl(c))
            && !(lines[0][0] is ' ' or '\t');
    }

    private static int CountIndentation(string line)
    {
        int i = 0;
        while (i < line.Length && line[i] is ' ' or '\t')
            i++;
        return i;
    }

    private static string RemoveIndentation(string line, int count) => line.Length > count ? line[count..] : "";
}
