using System.Text;

namespace ProjectGraph.Data.Storage;

/// <summary>Cleans text so that the database returns it as it was written.</summary>
internal static class StoredText
{
    // The driver reads text up to a NUL, and UTF-8 has no lone surrogates. Either would be read back as another text, and every
    // sync would treat the row as changed.
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
    }
}
