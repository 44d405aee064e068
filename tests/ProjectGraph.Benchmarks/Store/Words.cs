namespace ProjectGraph.Benchmarks.Store;

/// <summary>The words of generated names and texts.</summary>
internal static class Words
{
    public static readonly string[] ProjectKinds =
    [
        "Website",
        "Heat pump",
        "Migration",
        "Rollout",
        "Audit",
        "Onboarding",
        "Redesign",
        "Renewal",
        "Integration",
        "Survey",
        "Retrofit",
        "Campaign",
    ];
    public static readonly string[] Places =
    [
        "Berlin",
        "Leeds",
        "Zürich",
        "Oslo",
        "Århus",
        "Lyon",
        "Porto",
        "Kraków",
        "Ghent",
        "Graz",
        "Malmö",
        "Turin",
        "Cork",
        "Brno",
        "Vigo",
        "Tartu",
    ];
    public static readonly string[] Firms =
    [
        "Acme",
        "Borealis",
        "Cobalt",
        "Dorado",
        "Ember",
        "Fjord",
        "Granite",
        "Harbour",
        "Isar",
        "Juniper",
        "Kestrel",
        "Lumen",
        "Meridian",
        "Nimbus",
        "Orchard",
        "Pinnacle",
    ];
    public static readonly string[] Forms = ["GmbH", "Ltd", "AG", "AB", "SAS", "BV", "Inc", "S.p.A."];
    public static readonly string[] FirstNames =
    [
        "Ana",
        "Björn",
        "Chloé",
        "Dmitri",
        "Elif",
        "Femi",
        "Grace",
        "Hannah",
        "Ivo",
        "José",
        "Kim",
        "Lena",
        "Mehmet",
        "Noor",
        "Olga",
        "Pablo",
    ];
    public static readonly string[] LastNames =
    [
        "Andersen",
        "Brandt",
        "Costa",
        "Dubois",
        "Eriksson",
        "Fischer",
        "García",
        "Hughes",
        "Ivanova",
        "Jansen",
        "Kowalski",
        "Larsen",
        "Müller",
        "Novak",
    ];
    public static readonly string[] Tags =
    [
        "urgent",
        "internal",
        "key account",
        "fixed price",
        "q1",
        "q2",
        "q3",
        "q4",
        "pilot",
        "at risk",
        "green",
        "blocked",
        "vip",
        "legacy",
        "training",
        "support",
    ];
    public static readonly string[] Text =
    [
        "the",
        "customer",
        "asks",
        "for",
        "a",
        "plan",
        "that",
        "keeps",
        "costs",
        "low",
        "while",
        "delivery",
        "stays",
        "on",
        "time",
        "team",
        "reviews",
        "scope",
        "every",
        "second",
        "week",
        "risks",
        "are",
        "known",
        "and",
        "documented",
        "install",
        "before",
        "winter",
    ];
    public static readonly string[] Currencies = ["EUR", "USD", "GBP", "SEK", "CHF"];
}
