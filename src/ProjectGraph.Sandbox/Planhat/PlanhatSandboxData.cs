using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Planhat;

/// <summary>Fills the sandbox with the documents' examples, and with companies and projects generated since 2022.</summary>
internal static class PlanhatSandboxData
{
    private static readonly DateTimeOffset FirstCreated = new(2022, 1, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Currencies = ["USD", "EUR", "GBP", "SEK", "JPY"];
    private static readonly string[] Phases = ["Onboarding", "Adoption", "Renewal"];
    private static readonly string[] Statuses = ["prospect", "coming", "customer", "canceled", "lost"];

    public static void Fill(SandboxStore store, SandboxSeed seed)
    {
        var examples = SandboxJson.ReadResource("PlanhatSandbox.json");
        foreach (var (collection, records) in examples)
        {
            foreach (var record in records!.AsArray())
                store[collection].Put(record!["_id"].Text()!, record.AsObject());
        }
        var companies = seed.Projects == 0 ? 0 : 12 + seed.Projects / 25;
        for (var i = 0; i < companies; i++)
            Put(store, PlanhatSandboxModel.Companies, Company(store, seed, i));
        var all = store[PlanhatSandboxModel.Companies.Collection].Rows.ToList();
        for (var i = 0; i < seed.Projects; i++)
            Put(store, PlanhatSandboxModel.Projects, Project(store, seed, i, seed.Pick(all)));
    }

    private static void Put(SandboxStore store, PlanhatSandboxModel model, JsonObject record) =>
        store[model.Collection].Put(record["_id"].Text()!, record);

    private static JsonObject Company(SandboxStore store, SandboxSeed seed, int index)
    {
        var company = new JsonObject
        {
            ["_id"] = PlanhatSandboxIds.New(store, FirstCreated.AddMinutes(index)),
            ["name"] = SandboxNames.GetCompany(index),
            ["status"] = Statuses[index % Statuses.Length],
            ["__v"] = 0,
        };
        // Companies have both keys, one of them, or none.
        if (index % 4 is 0 or 1)
            company["externalId"] = Number("company-", index);
        if (index % 4 is 0 or 2)
            company["sourceId"] = "0014x" + seed.Hex(10).ToUpperInvariant();
        if (seed.Chance(60))
            company["phase"] = seed.Pick(Phases);
        if (seed.Chance(60))
            company["owner"] = seed.Hex(24);
        return company;
    }

    private static JsonObject Project(SandboxStore store, SandboxSeed seed, int index, JsonObject company)
    {
        var created = FirstCreated.AddHours(2 + index * 8).AddMinutes(seed.Below(400));
        var project = new JsonObject
        {
            ["_id"] = PlanhatSandboxIds.New(store, created),
            ["companyId"] = company["_id"]!.DeepClone(),
            ["name"] = seed.ProjectName(index),
            ["companyName"] = company["name"]!.DeepClone(),
            ["__v"] = 0,
        };
        if (seed.Chance(70))
            project["externalId"] = Number("project-", index);
        if (seed.Chance(40))
            project["sourceId"] = "0064x" + seed.Hex(10).ToUpperInvariant();
        Dates(project, seed, created);
        Money(project, seed);
        if (seed.Chance(60))
            project["custom"] = Custom(seed, index);
        return project;
    }

    private static void Dates(JsonObject project, SandboxSeed seed, DateTimeOffset created)
    {
        var start = created.AddDays(seed.Between(-10, 60));
        if (seed.Chance(85))
            project["startDate"] = Text(start);
        if (seed.Chance(65))
            project["endDate"] = Text(start.AddDays(seed.Between(0, 400)));
    }

    private static void Money(JsonObject project, SandboxSeed seed)
    {
        if (!seed.Chance(80))
            return;
        if (seed.Chance(90))
            project["currency"] = seed.Pick(Currencies);
        foreach (var name in new[] { "mrr", "arr", "nrr" })
        {
            if (seed.Chance(60))
                project[name] = Amount(seed);
        }
    }

    private static decimal Amount(SandboxSeed seed) =>
        seed.Below(10) switch
        {
            0 => 0m,
            1 => -seed.Between(1, 5000),
            2 or 3 => seed.Between(1, 5_000_000) / 100m,
            4 => seed.Between(1, 1_000_000) / 10_000m,
            _ => seed.Between(1, 500) * 100m,
        };

    /// <summary>Generates values of every kind, under names with spaces and non-ASCII characters.</summary>
    private static JsonObject Custom(SandboxSeed seed, int index)
    {
        var custom = new JsonObject { ["Activity Count"] = seed.Below(50) };
        if (seed.Chance(40))
            custom["Notes"] = seed.Chance(30) ? "" : seed.ProjectName(index % SandboxNames.EdgeCases.Count);
        if (seed.Chance(40))
            custom["Week No"] = seed.Between(1, 364) / 7.0;
        if (seed.Chance(30))
            custom["Renewal in days"] = seed.Between(-30, 90);
        if (seed.Chance(40))
            custom["Product"] = new JsonArray([.. seed.PickDistinct(SandboxNames.Subjects, 3).Select(name => JsonValue.Create(name))]);
        if (seed.Chance(30))
            custom["Billable"] = seed.Chance(50);
        if (seed.Chance(20))
            custom["Prénom 🙂"] = SandboxNames.GetPerson(seed.Below(40)).FullName;
        if (seed.Chance(20))
            custom["Reviewed"] = null;
        if (seed.Chance(15))
            custom["Address"] = new JsonObject { ["city"] = seed.Pick(SandboxNames.Places), ["floor"] = seed.Below(12) };
        if (seed.Chance(10))
            custom["t123"] = "undefined";
        return custom;
    }

    private static string Number(string prefix, int index) => prefix + (index + 1).ToString("0000", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
