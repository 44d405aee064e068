using System.Text.RegularExpressions;

namespace ProjectGraph.GraphQL.Tests.Reference;

/// <summary>Documents with mistakes: those of a corpus, changed at random places. The same seed gives the same documents.</summary>
internal static partial class DocumentMutator
{
    private static readonly string[] Insertions =
    [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "!",
        "$",
        "&",
        "|",
        "=",
        "@",
        ":",
        "...",
        "..",
        ".",
        "\"",
        "\"\"\"",
        "\"a\"",
        "\"\\u00e9\"",
        "\"\\u{1F600}\"",
        "\"\\uD83D\\uDE00\"",
        "\"\\uD83D\"",
        "\"\\u{110000}\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u{}\"",
        "0",
        "-1",
        "00",
        "01",
        "1.",
        "1.5e3",
        "1e",
        "-",
        "0xF",
        "1a",
        "1.2.3",
        "1_000",
        "on",
        "query",
        "fragment",
        "subscription",
        "mutation",
        "null",
        "true",
        "type",
        "extend",
        "input",
        "enum",
        "directive",
        "repeatable",
        "implements",
        "schema",
        "union",
        "interface",
        "scalar",
        "# comment\n",
        "\n",
        "\r\n",
        "\r",
        ",",
        "\t",
        " ",
        "\uFEFF",
        "é",
        "😀",
        "'",
        "?",
        "%",
        "\\",
        "a",
        "_",
        "__typename",
        "if: true",
        "@skip(if: true)",
    ];

    /// <summary>The text with one to three tokens or characters taken out, doubled, exchanged or put in.</summary>
    public static string Mutate(string text, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            text = random.Next(4) == 0 ? MutateCharacter(text, random) : MutateToken(text, random);
        return text;
    }

    private static string MutateToken(string text, Random random)
    {
        MatchCollection tokens = Tokens().Matches(text);
        if (tokens.Count == 0)
            return Insertions[random.Next(Insertions.Length)];
        Match token = tokens[random.Next(tokens.Count)];
        Match other = tokens[random.Next(tokens.Count)];
        string insertion = Insertions[random.Next(Insertions.Length)];
        return random.Next(5) switch
        {
            0 => text.Remove(token.Index, token.Length),
            1 => text.Insert(token.Index, token.Value + " "),
            2 => text.Remove(token.Index, token.Length).Insert(token.Index, other.Value),
            3 => text.Remove(token.Index, token.Length).Insert(token.Index, insertion),
            _ => text.Insert(token.Index, insertion + (random.Next(2) == 0 ? " " : "")),
        };
    }

    private static string MutateCharacter(string text, Random random)
    {
        int at = random.Next(text.Length + 1);
        return random.Next(2) == 0 || at == text.Length ? text.Insert(at, Insertions[random.Next(Insertions.Length)]) : text.Remove(at, 1);
    }

    [GeneratedRegex("\"\"\"[^\"]*\"\"\"|\"[^\"\n]*\"|\\w+|\\.\\.\\.|[^\\s\\w]")]
    private static partial Regex Tokens();
}
