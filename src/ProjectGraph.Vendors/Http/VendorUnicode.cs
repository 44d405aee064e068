using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Makes the text in a vendor's JSON valid Unicode. Some vendors truncate text inside a character and send half of a surrogate
/// pair (<c>"\ud83d"</c>) or bytes that are not UTF-8. The parser accepts both, but reading the text fails later. Each becomes
/// the replacement character, as in browsers.
/// </summary>
internal static class VendorUnicode
{
    private const string Replacement = "\\ufffd";
    private const int EscapeLength = 6;

    public static ReadOnlyMemory<byte> Clean(ReadOnlyMemory<byte> json)
    {
        var span = json.Span;
        if (Utf8.IsValid(span) && span.IndexOf("\\ud"u8) < 0 && span.IndexOf("\\uD"u8) < 0)
            return json;
        return Encoding.UTF8.GetBytes(Clean(Encoding.UTF8.GetString(span)));
    }

    private static string Clean(string json)
    {
        var clean = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; )
        {
            if (json[at] != '\\')
            {
                clean.Append(json[at++]);
                continue;
            }
            var unit = ReadEscapedUnit(json, at);
            if (unit is not { } surrogate || !char.IsSurrogate(surrogate))
            {
                // An escape has at least two characters, and the second may be a backslash too.
                var length = Math.Min(2, json.Length - at);
                clean.Append(json, at, length);
                at += length;
            }
            else if (char.IsHighSurrogate(surrogate) && ReadEscapedUnit(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                clean.Append(json, at, 2 * EscapeLength);
                at += 2 * EscapeLength;
            }
            else
            {
                clean.Append(Replacement);
                at += EscapeLength;
            }
        }
        return clean.ToString();
    }

    /// <summary>The UTF-16 unit that is escaped at this position; null if there is none.</summary>
    private static char? ReadEscapedUnit(string json, int at) =>
        at + EscapeLength <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(
            json.AsSpan(at + 2, EscapeLength - 2),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;
}
