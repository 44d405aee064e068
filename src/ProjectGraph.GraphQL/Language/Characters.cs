using System.Globalization;
using System.Text;

namespace ProjectGraph.GraphQL.Language;

/// <summary>The character classes of spec section 2.1. ASCII only, independent of the culture.</summary>
internal static class Characters
{
    public static bool IsDigit(char c) => char.IsAsciiDigit(c);

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    public static bool IsNameContinue(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    public static bool IsName(string text) => text.Length > 0 && IsNameStart(text[0]) && text.All(IsNameContinue);

    public static bool IsUnicodeScalarAt(string text, int position) => Rune.TryGetRuneAt(text, position, out _);

    /// <summary>Formats a character for messages: quoted when printable ASCII, otherwise as its code point.</summary>
    public static string Describe(string text, int position)
    {
        if (position >= text.Length)
            return Token.Describe(TokenKind.EndOfFile);
        int code = Rune.TryGetRuneAt(text, position, out Rune rune) ? rune.Value : text[position];
        return code switch
        {
            '"' => "'\"'",
            >= 0x20 and <= 0x7E => $"\"{(char)code}\"",
            _ => "U+" + code.ToString("X4", CultureInfo.InvariantCulture),
        };
    }
}
