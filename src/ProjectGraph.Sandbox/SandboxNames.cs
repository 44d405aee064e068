namespace ProjectGraph.Sandbox;

/// <summary>The words of the sandboxes' generated data.</summary>
internal static class SandboxNames
{
    /// <summary>
    /// Names that reveal careless code. Characters are escaped if an editor could change them or a reader could miss them.
    /// </summary>
    public static readonly IReadOnlyList<string> EdgeCases =
    [
        "Caf\u00e9 Lumi\u00e8re, composed",
        "Cafe\u0301 Lumie\u0300re, decomposed",
        "The \"Quoted\" project",
        "O'Brien's 'single' quotes",
        "Back\\slash and C:\\temp\\new",
        "\u05e9\u05d9\u05e4\u05d5\u05e5 \u05d4\u05de\u05e9\u05e8\u05d3 2025",
        "\u0645\u0634\u0631\u0648\u0639 \u0627\u0644\u0645\u0628\u0646\u0649 (B)",
        "Rocket launch \U0001F680",
        "\U0001F469\u200D\U0001F4BB Family emoji, joined",
        "\uFB01nal \uFB02oor: ligatures in the presentation forms",
        "\uE000 from the private use area",
        "\u4e2d\u6587\u9879\u76ee \u4e0e \u65e5\u672c\u8a9e",
        "Stra\u00dfe, \u0130stanbul, \u0131\u015f\u0131k",
        "50% off_all [really] *?",
        "a, b; c\td | e",
        "<script>alert('x')</script> & Sons",
        "  spaces around  ",
        "Non\u00a0breaking\u00a0space",
        "Two\nlines",
        "=SUM(A1:A9)",
        "null",
        "NaN",
        "2024",
        "\u00c4lvdalen",
        "zebra",
        "Zebra",
        "Umfangreiche Modernisierung der Heizungs-, L\u00fcftungs- und Sanit\u00e4ranlagen im denkmalgesch\u00fctzten Rathaus samt Nebengeb\u00e4uden, Bauabschnitt 3",
    ];

    public static readonly IReadOnlyList<string> Subjects =
    [
        "Website",
        "Heat pump",
        "Onboarding",
        "Warehouse",
        "Intranet",
        "Solar roof",
        "CRM",
        "Payroll",
        "Reception",
        "Data centre",
        "Brand",
        "Boiler room",
        "Mobile app",
        "Training",
        "Archive",
        "Office",
    ];

    public static readonly IReadOnlyList<string> Activities =
    [
        "redesign",
        "replacement",
        "rollout",
        "survey",
        "migration",
        "extension",
        "audit",
        "pilot",
        "launch",
        "refit",
    ];

    public static readonly IReadOnlyList<string> Places =
    [
        "Oslo",
        "Leeds",
        "Reykjav\u00edk",
        "K\u00f6ln",
        "\u0141\u00f3d\u017a",
        "S\u00e3o Paulo",
        "Bristol",
        "M\u00e1laga",
        "Gen\u00e8ve",
        "Turku",
        "Zagreb",
        "Cork",
        "phase 1",
        "phase 2",
    ];

    public static readonly IReadOnlyList<string> Companies =
    [
        "Northwind Traders",
        "Contoso Ltd",
        "Fabrikam, Inc.",
        "Bj\u00f8rk & S\u00f8nner AS",
        "M\u00fcller Haustechnik GmbH",
        "\u00c9clair SARL",
        "O'Neill Contractors",
        "Tailspin \"Toys\"",
        "\u682a\u5f0f\u4f1a\u793e\u5c71\u7530",
        "Wide World Importers",
        "Litware",
        "Proseware",
        "\u05d0\u05d5\u05e8 \u05d1\u05e2\u05f4\u05de",
        "Adventure Works",
        "Coho Vineyard",
        "Trey Research",
    ];

    public static readonly IReadOnlyList<string> FirstNames =
    [
        "Jane",
        "Lars",
        "Zo\u00eb",
        "Jos\u00e9",
        "Aoife",
        "Bj\u00f6rn",
        "Mei",
        "\u0141ukasz",
        "Fatima",
        "Noor",
        "Tom",
        "Priya",
    ];

    public static readonly IReadOnlyList<string> LastNames =
    [
        "Doe",
        "Hansen",
        "O'Connor",
        "Garc\u00eda",
        "M\u00fcller",
        "\u00de\u00f3rsd\u00f3ttir",
        "Chen",
        "Nowak",
        "Haddad",
        "Visser",
        "Baker",
        "Rao",
    ];

    public static readonly IReadOnlyList<string> Tags =
    [
        "priority",
        "q3",
        "r\u00e9nov\u00e9",
        "on site",
        "\U0001F525 hot",
        "internal",
        "phase-2",
        "A/B",
        "to \"check\"",
        "fixed price",
    ];

    /// <summary>Returns a company name that is unique for the index.</summary>
    public static string GetCompany(int index)
    {
        var (round, place) = Math.DivRem(index, Companies.Count);
        return Companies[place] + (round == 0 ? "" : $" {round + 1}");
    }

    /// <summary>Returns a person. The first 144 have unique e-mail addresses and user names.</summary>
    public static SandboxPerson GetPerson(int index)
    {
        var first = FirstNames[index % FirstNames.Count];
        var last = LastNames[(index / FirstNames.Count + index) % LastNames.Count];
        var user = $"{ToAscii(first)}.{ToAscii(last)}".ToLowerInvariant();
        return new(first, last, $"{user}@example.com", user);
    }

    /// <summary>Converts a name from above to ASCII letters, for e-mail addresses.</summary>
    private static string ToAscii(string name) => string.Concat(name.Select(Plain));

    private static string Plain(char character) =>
        character switch
        {
            '\'' => "",
            '\u0141' => "L",
            '\u00de' => "Th",
            '\u00e9' or '\u00eb' => "e",
            '\u00ed' => "i",
            '\u00f3' or '\u00f6' => "o",
            '\u00fc' => "u",
            _ => character.ToString(),
        };
}

internal sealed record SandboxPerson(string FirstName, string LastName, string Email, string UserName)
{
    public string FullName => $"{FirstName} {LastName}";
}
