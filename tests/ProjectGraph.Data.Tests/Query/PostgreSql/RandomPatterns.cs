using System.Text;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.PostgreSql;

/// <summary>Creates random patterns of all syntax that .NET's non-backtracking engine supports, and texts that they may match.</summary>
internal sealed class RandomPatterns(Random random)
{
    private static readonly string[] Letters =
    [
        "a",
        "b",
        "c",
        "k",
        "K",
        "\u212A",
        "s",
        "\u017F",
        "i",
        "I",
        "\u0130",
        "\u0131",
        "é",
        "É",
        "e\u0301",
        "ß",
        "ẞ",
        "Σ",
        "σ",
        "ς",
        "ǅ",
        "д",
        "Д",
        "漢",
        "1",
        "٣",
        "_",
        "-",
        " ",
        "\t",
        "\n",
        "\r",
        "\u00A0",
        "\u200D",
        "\u203F",
        "😀",
        "😁",
        "𐐀",
        "𐐨",
        "\uFFFF",
        "\uE000",
        "\u001D",
        "]",
        "[",
        "^",
        "\\",
        "{",
        "}",
        ".",
        "*",
        "#",
        "'",
        "\u2028",
        "\u0903",
    ];

    private static readonly string[] Escapes =
    [
        @"\t",
        @"\n",
        @"\r",
        @"\e",
        @"\a",
        @"\f",
        @"\v",
        @"\x41",
        @"\x6b",
        @"\u00e9",
        @"\u212A",
        @"\uD83D",
        @"\uDE00",
        @"\cI",
        @"\c]",
        @"\ca",
        @"\0",
        @"\141",
        @"\061",
        @"\.",
        @"\\",
        @"\[",
        @"\]",
        @"\-",
        @"\ ",
        @"\#",
        @"\{",
        @"\^",
        @"\<",
        @"\'",
    ];

    private static readonly string[] Classes =
    [
        @"\d",
        @"\D",
        @"\w",
        @"\W",
        @"\s",
        @"\S",
        @"\p{L}",
        @"\P{L}",
        @"\p{Lu}",
        @"\p{Ll}",
        @"\P{Lt}",
        @"\p{Nd}",
        @"\p{IsCyrillic}",
        @"\P{IsGreek}",
        @"\p{Cs}",
        @"\P{Cs}",
        @"\p{Mn}",
        @"\p{Zs}",
        @"\p{IsHighSurrogates}",
    ];

    private static readonly string[] Anchors = ["^", "$", @"\A", @"\z", @"\Z", @"\b", @"\B"];
    private static readonly string[] Quantifiers =
    [
        "*",
        "+",
        "?",
        "*?",
        "+?",
        "??",
        "{2}",
        "{0}",
        "{1,3}",
        "{0,2}?",
        "{2,}",
        "{,2}",
        "{12}",
        "{0,300}",
        "{256}",
        "{3,511}",
        "{259,}",
    ];
    private static readonly string[] Options = ["i", "-i", "s", "m", "x", "n", "i-s", "m-i", "-x", "sm", "I", "+i", "-m+i"];

    public string Pattern()
    {
        while (true)
            if (Choice(random.Next(4)) is var pattern && pattern.Length <= 200 && TextPattern.IsUsable(pattern))
                return pattern;
    }

    public string Text() => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Letter()));

    private string Choice(int depth) => string.Join('|', Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => Sequence(depth)));

    private string Sequence(int depth) => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Part(depth)));

    private string Part(int depth)
    {
        var part = random.Next(12) switch
        {
            < 4 => Letter() is "." or "*" or "[" or "^" or "\\" ? "a" : Letter("]", "}", "#", "{"),
            4 => Pick(Escapes),
            5 => Pick(Classes),
            6 => ".",
            7 => Class(2),
            8 => Pick(Anchors),
            9 => random.Next(3) switch
            {
                0 => $"(?{Pick(Options)})",
                1 => "(?#note*)",
                _ => "",
            },
            _ when depth > 0 => Group(depth - 1),
            _ => Letter("a"),
        };
        return random.Next(3) == 0 ? part + Pick(Quantifiers) : part;
    }

    private string Group(int depth) =>
        random.Next(5) switch
        {
            0 => $"(?:{Choice(depth)})",
            1 => $"(?<name>{Choice(depth)})",
            2 => $"(?'n'{Choice(depth)})",
            3 => $"(?{Pick(Options)}:{Choice(depth)})",
            _ => $"({Choice(depth)})",
        };

    private string Class(int depth)
    {
        var written = new StringBuilder(random.Next(3) == 0 ? "[^" : "[");
        if (random.Next(8) == 0)
            written.Append(']');
        for (var i = random.Next(4); i >= 0; i--)
            written.Append(
                random.Next(6) switch
                {
                    0 => Pick(["a-k", "A-Z", "α-я", @"\x30-\u0039", "I-é", "é-\uFFFF", @"\uD83D-\uDE00", "!-[", "--a", @"\--a"]),
                    1 => Pick(Classes),
                    2 => Pick(Escapes) is @"\<" or @"\'" ? "b" : Pick(Escapes),
                    3 => Pick(["-", "[:", "[::]", "[", @"\b", "^"]),
                    _ => Letter(),
                }
            );
        if (depth > 0 && random.Next(4) == 0)
            written.Append('-').Append(Class(depth - 1));
        return written.Append(']').ToString();
    }

    private string Letter(params ReadOnlySpan<string> besides) =>
        besides.Length > 0 && random.Next(12) == 0 ? Pick(besides) : Pick(random.Next(2) == 0 ? Letters.AsSpan(0, 12) : Letters);

    private string Pick(params ReadOnlySpan<string> from) => from[random.Next(from.Length)];
}
