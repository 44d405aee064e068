using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Heatpunk;

/// <summary>
/// Fills the sandbox with the documents' examples and with generated projects. Ids grow with creation dates, as in the examples.
/// </summary>
internal static class HeatpunkSandboxData
{
    private const long FirstId = 986_206;
    private const long LastId = 1_530_000;

    private static readonly DateTimeOffset FirstCreated = new(2024, 10, 14, 10, 2, 11, TimeSpan.Zero);
    private static readonly DateTimeOffset LastModified = new(2026, 2, 27, 17, 0, 0, TimeSpan.Zero);

    // The two examples are 367,474 ids and 321 days 23 hours 12 minutes 19 seconds apart.
    private static readonly double SecondsPerId = 27_817_939.0 / 367_474;

    private static readonly string[] Streets =
    [
        "Sample Road",
        "Mill Lane",
        "Queen's Parade",
        "Stra\u00dfe des 17. Juni",
        "Cae Glas",
        "Rue de l'\u00c9glise",
    ];

    public static void Fill(SandboxStore store, SandboxSeed seed)
    {
        var examples = SandboxJson.ReadResource("HeatpunkSandbox.json");
        foreach (var member in examples["members"]!.AsArray())
            AddMember(store, member!.AsObject());
        foreach (var project in examples["projects"]!.AsArray())
            HeatpunkSandboxProjects.Put(store, project!.AsObject());
        if (seed.Projects > 0)
        {
            for (var i = 0; i < 6; i++)
                AddMember(store, Person(i));
        }
        var owners = store[HeatpunkSandboxTeam.Members]
            .Rows.Where(member => member["key"].Text() == HeatpunkSandbox.Key && member["newcomer"] is null)
            .Select(member => member["id"]!.GetValue<long>())
            .ToList();
        for (var i = 0; i < seed.Projects; i++)
            HeatpunkSandboxProjects.Put(store, Project(seed, i, owners));
        store.Next(HeatpunkSandboxProjects.IdCounter, first: Math.Max(1_600_000, FirstId + 2L * seed.Projects));
    }

    private static void AddMember(SandboxStore store, JsonObject member) =>
        store[HeatpunkSandboxTeam.Members].Put(HeatpunkSandboxTeam.FormatId(member["id"]!.GetValue<long>()), member);

    private static JsonObject Person(int index) =>
        new()
        {
            ["id"] = 27_600L + index * 37,
            ["email"] = SandboxNames.GetPerson(index).Email,
            ["role"] = "member",
            ["key"] = HeatpunkSandbox.Key,
        };

    private static JsonObject Project(SandboxSeed seed, int index, List<long> owners)
    {
        var step = Math.Max(1, (LastId - FirstId) / seed.Projects);
        var id = FirstId + 1 + index * step + seed.Below((int)step);
        // The second example has this id.
        if (id == 1_353_680)
            id++;
        var created = FirstCreated.AddSeconds(Math.Floor((id - FirstId) * SecondsPerId));
        var project = HeatpunkSandboxProjects.New(created);
        project["ID"] = id;
        project["owner"] = seed.Pick(owners);
        project["dateModified"] = HeatpunkSandboxProjects.FormatInstant(Modified(seed, created));
        project["status"] = HeatpunkSandboxMeta.Statuses[index % HeatpunkSandboxMeta.Statuses.Count];
        if (index < SandboxNames.EdgeCases.Count || seed.Chance(70))
            project["projectName"] = seed.ProjectName(index);
        Customer(project, seed);
        Place(project, seed);
        if (seed.Chance(50))
            project["buildDate"] = seed.Pick(HeatpunkSandboxMeta.BuildDates);
        if (seed.Chance(40))
            project["crmReference"] = "CRM-" + (index + 1).ToString("0000", CultureInfo.InvariantCulture);
        if (seed.Chance(30))
            project["sharedWith"] = new JsonArray([.. seed.PickDistinct(owners, 2).Select(owner => JsonValue.Create(owner))]);
        return project;
    }

    /// <summary>Returns a modification time: the creation time, the same day, or up to a year later. Opening a project saves it.</summary>
    private static DateTimeOffset Modified(SandboxSeed seed, DateTimeOffset created)
    {
        var modified = seed.Below(10) switch
        {
            0 or 1 => created,
            < 6 => created.AddMinutes(seed.Between(1, 400)),
            _ => created.AddDays(seed.Between(20, 380)).AddSeconds(seed.Below(86_400)),
        };
        return modified < LastModified || created > LastModified ? modified : LastModified;
    }

    private static void Customer(JsonObject project, SandboxSeed seed)
    {
        if (!seed.Chance(75))
            return;
        var person = SandboxNames.GetPerson(seed.Below(144));
        project["customerName"] = seed.Chance(25) ? SandboxNames.GetCompany(seed.Below(32)) : person.FullName;
        if (seed.Chance(60))
            project["customerEmail"] = person.Email;
        if (seed.Chance(60))
            project["customerPhone"] = "+44 1632 960" + seed.Below(1000).ToString("000", CultureInfo.InvariantCulture);
    }

    private static void Place(JsonObject project, SandboxSeed seed)
    {
        if (seed.Chance(80))
            project["address"] = $"{seed.Between(1, 250)} {seed.Pick(Streets)} {seed.Pick(SandboxNames.Places)}";
        if (seed.Chance(70))
            project["postcode"] = $"CB{seed.Between(1, 25)} {seed.Between(1, 9)}QD";
        if (!seed.Chance(70))
            return;
        project["lat"] = HeatpunkSandboxMeta.RoundTo32Bits(seed.Between(-3_400_000, 6_500_000) / 100_000.0);
        project["lng"] = HeatpunkSandboxMeta.RoundTo32Bits(seed.Between(-800_000, 2_500_000) / 100_000.0);
    }
}
