using System.Text;

namespace ProjectGraph.Data.Storage;

/// <summary>Text that comes back from the database as it went in.</summary>
internal static class StoredText
{
    // The driver reads text up to a NUL, and UTF-8 has no lone surrogates: either would come back as another text, and every
    // sync would take the row for changed.
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0) text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
    }
}
