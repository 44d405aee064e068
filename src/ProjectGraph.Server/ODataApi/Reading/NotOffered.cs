namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>What OData knows, the parser does not, and the service does not offer: answered by name with 501 instead of as a mistake.</summary>
internal static class NotOffered
{
    private static readonly HashSet<string> functions = new(
        ["matchespattern", "hassubset", "hassubsequence", "case", "geo.distance", "geo.intersects", "geo.length"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> transformations = new(
        ["concat", "identity", "rollup", "orderby", "search", "top", "skip", "topcount", "topsum", "toppercent", "bottomcount", "bottomsum",
            "bottompercent", "join", "outerjoin", "nest", "addnested", "ancestors", "descendants", "traverse", "expand", "from"],
        StringComparer.OrdinalIgnoreCase);

    public static void Check(SystemOption option, string text, int start, ReadOnlySpan<char> word, bool isCall)
    {
        var afterSlash = start > 0 && text[start - 1] == '/';
        if (isCall && !afterSlash && Has(functions, word)) throw Refusal(option, $"The function {word}");
        if (word.Equals("divby", StringComparison.OrdinalIgnoreCase) && ExpressionText.IsOperator(text, start)) throw Refusal(option, "The operator divby");
        if (afterSlash && word is "$count" && (isCall || option == SystemOption.Expand)) throw Refusal(option, "$count with options or within $expand");
        if (option == SystemOption.Apply && IsTransformation(text, start, isCall) && Has(transformations, word)) throw Refusal(option, $"The transformation {word}");
    }

    // concat is a function too: a transformation stands at the beginning, behind a slash, or as an argument of a grouping.
    private static bool IsTransformation(string text, int start, bool isCall) =>
        start == 0 || text[start - 1] == '/' || (isCall && start >= 2 && text[start - 1] == ',' && text[start - 2] == ')')
        || (isCall && start >= 2 && text[start - 1] == '(' && text[start - 2] == '(');

    private static bool Has(HashSet<string> names, ReadOnlySpan<char> word) => names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static ApiException Refusal(SystemOption option, string what) =>
        new(ErrorCodes.NotOffered, $"{what} is known to OData and not offered here.", option.Name());
}
