namespace ProjectGraph.Data.Tests.Query.PostgreSql;

/// <summary>Patterns that .NET and PostgreSQL interpret differently, and texts that show the difference.</summary>
internal static class PatternEdgeCases
{
    public static string[] Patterns { get; } =
    [
        // The patterns of the protocol tests.
        "^a+$", "^P.*1$", "^Project 0[0-2]5$",
        // UTF-16: an emoji is two characters, and a pattern may hit one of them.
        "^.$", "^..$", "^...$", "😀+", "^😀{2}$", "[😀]", "^[^a]{2}$", @"\uDE00$", @"^\uD83D\W$", @"\p{Cs}", @"^(?:.|\n){2}$", @"^\W{2}$",
        // Ends, lines and words.
        "a$", @"a\Z", @"a\z", "(?m)^b", "(?m)a$", "(?m)^$", "^$", @"\n$", "(?s)a.b", "a.b", @"\bа", @"\b\u200D", @"\Bb", @"\b", @"\B", "$^", @"\z\A", "(^|b)+a", "(?:$|a)\n", "(^)*b", @"\b{2}a", @"(\b|a)*b$",
        // Cases that only .NET's tables know.
        "(?i)k", "(?i)\u212A", "(?i)ſ", "(?i)i", "(?i)İ", "(?i)ß", "(?i)σ", "(?i)[j-l]", "(?i)[^k]", @"(?i)\p{Lu}", "(?i)𐐀", "(?i:A)b", "a(?i)B|C", "(?i)a(?-i)B", @"(?i)\u0041",
        // Classes.
        "[]a]", "[^]a]", "[a-]", "[-a]", "[a-c-[b]]", "[a-z-[b-y-[c]]]", @"[\--a]", "[[:a]", "[[:alpha:]]", "[[::]a]", @"[\]]", @"[\w-[a]]", @"[\b]", "[a-[a]]", "[a-[a]]?b", @"[^\s\S]", @"[\s\S]", "[^b]",
        // Blanks, comments, escapes.
        "(?x) a # b \n b", "(?x)[ ]", "(?x:a b)c d", "a(?#+)b", "a(?#x)+$", @"\x61\u0062\143", @"\cJ", @"\0", @"\12", @"\.\*", @"a\ b",
        // Groups and repetitions.
        "(?<n>a)|(?'m'b)", "(?n)(a)", "()", "(|a)b", "a||b", "", "(?:)", @"\*\*\*=a", "a{,2}", "a{2", "{a}", "a{1}{", "]", "}", "a*?b??", "a{300}", "^a{0,300}$", "^a{255,}$", "^a{0,300}b*$", "^(ab?){3,}$", "(a{9}){9}", "^(a?b?){2}$", "(a*)*b",
    ];

    public static string[] Texts { get; } =
    [
        "", "a", "b", "ab", "a\nb", "a\n", "\n", "\n\n", "b\n", "a b", "a b b", "acd", "abc d", "B", "C", "aB", "AB", "Ab", "aC",
        "😀", "😀😀", "😁", "\uFFFF", "\uD7FF", "\uE000", "a😀", "\U0001D83D", "\U0010FFFF\U0010FFFE", "𐐀", "𐐨",
        "K", "k", "\u212A", "s", "S", "ſ", "i", "I", "İ", "ı", "ß", "ẞ", "σ", "ς", "Σ", "é", "e\u0301", "\u200D", "\u200Da", "а", "1", "٣",
        "_", "-", " ", "\t", "\b", "]", "[", ":", "a]", "}", "{a}", "a{,2}", "a{2", "a{", "***=a", "+", "a+b", ".*", "\\", "\r\n", "a\r\nb", "abab", "aaaaaa",
        new('a', 81), new('a', 254), new('a', 255), new('a', 299), new('a', 300), new('a', 301), "Project 015", "Paul 1",
    ];
}
