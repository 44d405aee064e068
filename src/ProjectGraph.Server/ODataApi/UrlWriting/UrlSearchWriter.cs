using System.Text;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>Writes the graph's search text as <c>$search</c> (URL conventions, section 5.1.7). Every term is quoted.</summary>
internal static class UrlSearchWriter
{
    public static string Write(string text)
    {
        var terms = new StringBuilder();
        for (var i = 0; i < text.Length; )
        {
            var quoted = text[i] == '"';
            var start = quoted ? i + 1 : i;
            var end = quoted ? text.IndexOf('"', start) : start + text.AsSpan(start).IndexOfAny(Spaces);
            if (end < start)
                end = text.Length;
            Add(terms, text[start..end]);
            i = end + 1;
        }
        return terms.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Spaces = System.Buffers.SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsWhiteSpace),
    ]);

    private static void Add(StringBuilder terms, string term)
    {
        if (string.IsNullOrWhiteSpace(term))
            return;
        if (term.Contains('"', StringComparison.Ordinal) || term[^1] == '\\')
            throw new NotExpressibleInODataException("A search term with a quote or a trailing backslash cannot be expressed in $search.");
        if (terms.Length > 0)
            terms.Append(' ');
        terms.Append('"').Append(term).Append('"');
    }
}
