using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>
/// Fills the sandbox with the documents' examples, and with clients, team members, projects and their parts generated since 2022.
/// </summary>
internal static class GrowCrmSandboxData
{
    private static readonly DateTimeOffset FirstCreated = new(2022, 1, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Categories = ["Design", "Consulting", "Support", "R\u00e9novation"];

    public static void Fill(SandboxStore store, SandboxSeed seed)
    {
        foreach (var (collection, records) in SandboxJson.ReadResource("GrowCrmSandbox.json"))
        {
            foreach (var record in records!.AsArray())
                GrowCrmSandboxRecords.Put(store, collection, record!.AsObject());
        }
        if (seed.Projects == 0)
            return;
        foreach (var name in Categories)
            GrowCrmSandboxRecords.Add(store, "categories", Category(name));
        for (var i = 0; i < 12 + seed.Projects / 25; i++)
            GrowCrmSandboxRecords.Add(store, "clients", Client(store, seed, i));
        for (var i = 0; i < 12; i++)
            GrowCrmSandboxRecords.Add(store, "team", Member(i));
        var world = new GeneratedRecords(
            [.. store["clients"].Rows],
            [.. store["categories"].Rows.Where(category => category["type"].Text() == "project")],
            [.. store["team"].Rows]
        );
        for (var i = 0; i < seed.Projects; i++)
        {
            // Projects are spread over three and a half years, whatever their number, so that none is in the future.
            var created = FirstCreated.AddHours(2 + i * 30_000L / seed.Projects).AddMinutes(seed.Below(60));
            var (project, milestone) = GrowCrmSandboxProjects.Insert(store, Project(seed, world, i, created));
            new GrowCrmSandboxContent(store, seed, project, created).Fill(milestone);
        }
    }

    private static JsonObject Category(string name) =>
        new()
        {
            ["name"] = name,
            ["description"] = null,
            ["type"] = "project",
            ["visibility"] = "everyone",
            ["icon"] = "sl-icon-folder",
            ["system_default"] = "no",
            ["slug"] = name.ToLowerInvariant(),
            ["count"] = 0,
            ["users_count"] = 0,
            ["dates"] = GrowCrmSandboxRecords.CreateTimestamps(FirstCreated),
        };

    private static JsonObject Client(SandboxStore store, SandboxSeed seed, int index) =>
        new()
        {
            ["company_name"] = SandboxNames.GetCompany(index),
            ["description"] = seed.Chance(40) ? "Since " + seed.Between(1990, 2021).ToString(CultureInfo.InvariantCulture) : null,
            ["status"] = index % 5 == 4 ? "suspended" : "active",
            ["phone"] = seed.Chance(60) ? $"+47 {seed.Between(20_000_000, 99_999_999)}" : null,
            ["website"] = seed.Chance(50) ? $"https://client-{index + 1}.example" : null,
            ["vat"] = null,
            ["category"] = GrowCrmSandboxRecords.Reference(store["categories"].Get("2")!),
            ["owner"] = null,
            ["billing"] = Address(seed.Pick(SandboxNames.Places), ("invoice_due_days", "14")),
            ["shipping"] = Address(null),
            ["dates"] = GrowCrmSandboxRecords.CreateTimestamps(FirstCreated.AddMinutes(index)),
            ["tags"] = new JsonArray(),
        };

    private static JsonObject Address(string? city, params (string Name, string Value)[] more)
    {
        var address = new JsonObject
        {
            ["street"] = null,
            ["city"] = city,
            ["state"] = null,
            ["zip"] = null,
            ["country"] = null,
        };
        foreach (var (name, value) in more)
            address[name] = value;
        return address;
    }

    private static JsonObject Member(int index)
    {
        var person = SandboxNames.GetPerson(index);
        return new()
        {
            ["first_name"] = person.FirstName,
            ["last_name"] = person.LastName,
            ["name"] = person.FullName,
            ["email"] = person.Email,
            ["phone"] = null,
            ["job_position"] = index % 2 == 0 ? "Engineer" : null,
            ["role"] = new JsonObject { ["id"] = 3, ["name"] = "Staff" },
            ["status"] = "active",
            ["dashboard_access"] = "yes",
            ["social"] = new JsonObject(),
            ["dates"] = GrowCrmSandboxRecords.CreateTimestamps(FirstCreated),
        };
    }

    private static JsonObject Project(SandboxSeed seed, GeneratedRecords world, int index, DateTimeOffset created)
    {
        var project = GrowCrmSandboxProjects.New(created);
        project["title"] = seed.ProjectName(index);
        if (seed.Chance(60))
            project["description"] = seed.Chance(30)
                ? "Line one\nline two \u00fc \"quoted\""
                : seed.ProjectName(index % SandboxNames.EdgeCases.Count) + ", as agreed.";
        if (seed.Chance(30))
            project["reference"] = $"REF-{2022 + index % 4}/{index + 1}";
        project["status"] = seed.Pick(GrowCrmSandboxProjects.Statuses);
        project["active_state"] = seed.Chance(15) ? "archived" : "active";
        project["progress"] = project["status"].Text() switch
        {
            "not_started" => 0,
            "completed" => 100,
            _ => seed.Between(0, 100),
        };
        project["progress_manually"] = seed.Chance(30) ? "yes" : "no";
        project["client"] = GrowCrmSandboxRecords.Reference(seed.Pick(world.Customers));
        project["category"] = GrowCrmSandboxRecords.Reference(seed.Pick(world.Categories));
        Dates(project["dates"]!.AsObject(), seed, created);
        project["billing"] = Billing(seed);
        foreach (var name in GrowCrmSandboxProjects.Permissions)
            project["permissions"]![name] = seed.Chance(50) ? "yes" : "no";
        project["assigned"] = GrowCrmSandboxRecords.References(seed.PickDistinct(world.Team, seed.Below(4)));
        // The application allows several managers, although the API sets one.
        project["managers"] = GrowCrmSandboxRecords.References(seed.PickDistinct(world.Team, seed.Chance(10) ? 2 : seed.Below(2)));
        project["tags"] = new JsonArray([.. seed.PickDistinct(SandboxNames.Tags, seed.Below(4)).Select(tag => JsonValue.Create(tag))]);
        return project;
    }

    private static void Dates(JsonObject dates, SandboxSeed seed, DateTimeOffset created)
    {
        var start = DateOnly.FromDateTime(created.UtcDateTime).AddDays(seed.Between(-10, 60));
        dates["start"] = Day(start);
        if (seed.Chance(70))
            dates["due"] = Day(start.AddDays(seed.Between(0, 400)));
        if (seed.Chance(60))
            dates["updated"] = GrowCrmSandboxRecords.Instant(created.AddMinutes(seed.Between(1, 200_000)));
    }

    private static JsonObject Billing(SandboxSeed seed) =>
        new()
        {
            ["type"] = seed.Chance(60) ? "hourly" : "fixed",
            ["rate"] = seed.Chance(80) ? (seed.Between(0, 30_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "0.00",
            ["estimated_hours"] = seed.Chance(20) ? seed.Between(1, 999) / 2m : seed.Between(0, 500),
            ["costs_estimate"] = (seed.Chance(50) ? seed.Between(1, 9_999_999) / 100m : 0m).ToString("0.00", CultureInfo.InvariantCulture),
        };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record GeneratedRecords(
        IReadOnlyList<JsonObject> Customers,
        IReadOnlyList<JsonObject> Categories,
        IReadOnlyList<JsonObject> Team
    );
}
