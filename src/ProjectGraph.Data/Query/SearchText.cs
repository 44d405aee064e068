using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>
/// A search text as its terms: words, or phrases in double quotes; every one must be found somewhere in the project's
/// text. Terms of three characters and more are found by the trigram index, shorter ones by reading it.
/// </summary>
internal sealed class SearchText
{
    private const int IndexedLength = 3;

    private SearchText(IReadOnlyList<string> terms)
    {
        Long = [.. terms.Where(term => term.EnumerateRunes().Count() >= IndexedLength)];
        Short = [.. terms.Except(Long)];
        All = terms;
    }

    public IReadOnlyList<string> All { get; }

    public IReadOnlyList<string> Long { get; }
    public IReadOnlyList<string> Short { get; }

    /// <summary>The terms in the index's own query language, where a quoted string is text and nothing else.</summary>
    public string Match => string.Join(" AND ", Long.Select(IndexedText.Quoted));

    /// <summary>One term, whatever stands in it.</summary>
    public static SearchText OfTerm(string text) => new([StoredText.Clean(text).ToLowerInvariant()]);

    /// <summary>Whether the text index finds terms of this length.</summary>
    public static bool IsIndexed(string term) => OfTerm(term).Long.Count > 0;

    public static SearchText Parse(string text)
    {
        text = StoredText.Clean(text);
        var terms = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var quoted = text[i] == '"';
            var end = quoted ? text.IndexOf('"', i + 1) : EndOfWord(text, i);
            if (end < 0) end = text.Length;
            var term = text[(quoted ? i + 1 : i)..end].ToLowerInvariant();
            if (!string.IsNullOrWhiteSpace(term)) terms.Add(term);
            i = end + 1;
        }
        return new([.. terms.Distinct()]);
    }

    private static int EndOfWord(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i])) return i;
        return text.Length;
    }
}

/// <summary>What of a search text changes the SQL.</summary>
/// <param name="UsesIndex">Whether terms are looked up in a text index that is joined.</param>
/// <param name="Scans">Whether terms are looked for in the projects' texts.</param>
/// <param name="Terms">How many they are; null is any number.</param>
internal readonly record struct SearchShape(bool UsesIndex, bool Scans, int? Terms = null)
{
    /// <summary>Nothing is known of the text: every term is looked for by reading.</summary>
    public static readonly SearchShape Unknown = new(false, true);
}
