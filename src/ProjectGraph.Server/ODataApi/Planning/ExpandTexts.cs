namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// The text of an <c>$expand</c> by navigation: a next link within it repeats the options as the client wrote them,
/// which the parsed clause no longer knows.
/// </summary>
internal sealed class ExpandTexts
{
    private static readonly ExpandTexts none = new([]);
    private readonly Dictionary<string, string> options;

    private ExpandTexts(Dictionary<string, string> options) => this.options = options;

    public static ExpandTexts Read(string? expand)
    {
        if (string.IsNullOrWhiteSpace(expand)) return none;
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in Split(expand, ','))
        {
            var open = item.IndexOf('(', StringComparison.Ordinal);
            var name = (open < 0 ? item : item[..open]).Trim();
            options[name.EndsWith("/$ref", StringComparison.Ordinal) ? name[..^5] : name] =
                open < 0 ? "" : item[(open + 1)..Math.Max(open + 1, item.LastIndexOf(')'))];
        }
        return new(options);
    }

    /// <summary>What is expanded further below a navigation.</summary>
    public ExpandTexts Of(string navigation) =>
        Read(Options(navigation).FirstOrDefault(option => Named(option, "expand")) is { } expand ? expand[(expand.IndexOf('=', StringComparison.Ordinal) + 1)..] : null);

    /// <summary>The options of a navigation as those of a request for it, but for its page.</summary>
    public string OptionsOf(string navigation) => string.Concat(Options(navigation)
        .Where(option => !Named(option, "top") && !Named(option, "skip"))
        .Select(option => option.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .Select(pair => $"{(pair[0].Trim().StartsWith('$') ? "" : "$")}{pair[0].Trim()}={Uri.EscapeDataString(pair[1])}&"));

    private IEnumerable<string> Options(string navigation) =>
        options.TryGetValue(navigation, out var text) || options.TryGetValue("*", out text) ? Split(text, ';') : [];

    private static bool Named(string option, string name) =>
        option.Split('=', 2)[0].Trim().TrimStart('$').Equals(name, StringComparison.OrdinalIgnoreCase);

    // Splits outside of quotes and parentheses.
    private static IEnumerable<string> Split(string text, char separator)
    {
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'') quoted = !quoted;
            else if (quoted) continue;
            else if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (c == separator && depth == 0)
            {
                if (i > start) yield return text[start..i];
                start = i + 1;
            }
        }
        if (start < text.Length) yield return text[start..];
    }
}
