namespace ProjectGraph.GraphQL.Types;

/// <summary>Suggests known names that are similar to a misspelt one: "Did you mean …?".</summary>
internal static class Suggestions
{
    private const int MaxSuggestions = 5;

    // No schema name is this long. The cost grows with the square of the length, so longer input is not compared.
    private const int MaxInputLength = 100;

    public static string DidYouMean(string input, IEnumerable<string> options) => DidYouMean("", FindSimilar(input, options));

    public static string DidYouMean(string subMessage, IReadOnlyList<string> suggestions)
    {
        if (suggestions.Count == 0)
            return "";
        string[] quoted = [.. suggestions.Take(MaxSuggestions).Select(suggestion => $"\"{suggestion}\"")];
        return $" Did you mean {subMessage}{JoinWithOr(quoted)}?";
    }

    public static string JoinWithOr(IReadOnlyList<string> items) => Join(items, "or");

    public static string JoinWithAnd(IReadOnlyList<string> items) => Join(items, "and");

    public static IReadOnlyList<string> FindSimilar(string input, IEnumerable<string> options)
    {
        if (input.Length > MaxInputLength)
            return [];
        int threshold = (int)(input.Length * 0.4) + 1;
        return
        [
            .. options
                .Distinct(StringComparer.Ordinal)
                .Select(option => (option, distance: GetDistance(input, option, threshold)))
                .Where(candidate => candidate.distance <= threshold)
                .OrderBy(candidate => candidate.distance)
                .ThenBy(candidate => candidate.option, StringComparer.Ordinal)
                .Select(candidate => candidate.option),
        ];
    }

    private static string Join(IReadOnlyList<string> items, string conjunction) =>
        items.Count switch
        {
            1 => items[0],
            2 => $"{items[0]} {conjunction} {items[1]}",
            _ => $"{string.Join(", ", items.Take(items.Count - 1))}, {conjunction} {items[^1]}",
        };

    /// <summary>Returns the Damerau-Levenshtein distance. Names that differ only in case have distance one.</summary>
    private static int GetDistance(string a, string b, int threshold)
    {
        if (a == b)
            return 0;
        string x = a.ToLowerInvariant();
        string y = b.ToLowerInvariant();
        if (x == y)
            return 1;
        if (Math.Abs(x.Length - y.Length) > threshold)
            return int.MaxValue;

        int[] beforeLast = new int[y.Length + 1];
        int[] last = [.. Enumerable.Range(0, y.Length + 1)];
        for (int i = 1; i <= x.Length; i++)
        {
            int[] current = new int[y.Length + 1];
            current[0] = i;
            for (int j = 1; j <= y.Length; j++)
            {
                int cost = x[i - 1] == y[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last) = (last, current);
        }

        return last[^1];
    }
}
