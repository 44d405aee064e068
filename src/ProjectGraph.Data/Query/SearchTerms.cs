using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>
/// A search text split into terms: words, or phrases in double quotes. The project's text must contain every term. Terms of
/// at least three characters are found by the trigram index, shorter ones by a scan.
/// </summary>
internal sealed class SearchTerms
{
    private const int MinIndexedLength = 3;

    private SearchTerms(IReadOnlyList<string> terms)
    {
        Long = [.. terms.Where(term => term.EnumerateRunes().Count() >= MinIndexedLength)];
        Short = [.. terms.Except(Long)];
        All = terms;
    }

    public IReadOnlyList<string> All { get; }

    public IReadOnlyList<string> Long { get; }
    public IReadOnlyList<string> Short { get; }

    /// <summary>The terms in the index's query language, where a quoted string is literal text.</summary>
    public string IndexQuery => string.Join(" AND ", Long.Select(IndexedText.Quote));

    /// <summary>Creates a single term from the whole text, including spaces and quotes.</summary>
    public static SearchTerms FromSingleTerm(string text) => new([StoredText.Clean(text).ToLowerInvariant()]);

    /// <summary>Whether the text index finds terms of this length.</summary>
    public static bool IsIndexed(string term) => FromSingleTerm(term).Long.Count > 0;

    public static SearchTerms Parse(string text)
    {
        text = StoredText.Clean(text);
        var terms = new List<string>();
        for (var i = 0; i < text.Length; )
        {
            var quoted = text[i] == '"';
            var end = quoted ? text.IndexOf('"', i + 1) : FindWordEnd(text, i);
            if (end < 0)
                end = text.Length;
            var term = text[(quoted ? i + 1 : i)..end].ToLowerInvariant();
            if (!string.IsNullOrWhiteSpace(term))
                terms.Add(term);
            i = end + 1;
        }
        return new([.. terms.Distinct()]);
    }

    private static int FindWordEnd(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i]))
                return i;
        return text.Length;
    }
}

/// <summary>The properties of a search text that change the SQL.</summary>
/// <param name="UsesIndex">Whether terms are looked up in a joined text index.</param>
/// <param name="Scans">Whether terms are found by scanning the projects' texts.</param>
/// <param name="Terms">The number of terms; null for any number.</param>
internal readonly record struct SearchShape(bool UsesIndex, bool Scans, int? Terms = null)
{
    /// <summary>The shape of an unknown text: every term is found by a scan.</summary>
    public static readonly SearchShape Unknown = new(false, true);
}
