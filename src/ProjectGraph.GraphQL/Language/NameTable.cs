namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// The names that documents are likely to contain, so that reading one allocates no string. Names from documents are never
/// added, because client text must not accumulate in memory.
/// </summary>
internal sealed class NameTable
{
    private static readonly string[] Keywords =
    [
        "query",
        "mutation",
        "subscription",
        "fragment",
        "on",
        "true",
        "false",
        "null",
        "extend",
        "schema",
        "directive",
        "scalar",
        "type",
        "interface",
        "union",
        "enum",
        "input",
        "implements",
        "repeatable",
    ];

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;

    public NameTable(IEnumerable<string> names) =>
        _names = new HashSet<string>(names.Concat(Keywords), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The names of the GraphQL language itself.</summary>
    public static NameTable LanguageKeywords { get; } = new([]);

    public string Get(ReadOnlySpan<char> name) => _names.TryGetValue(name, out string? known) ? known : name.ToString();
}
