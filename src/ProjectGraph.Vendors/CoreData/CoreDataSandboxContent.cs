using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Generates the content of projects.</summary>
internal sealed class CoreDataSandboxContent
{
    private static readonly string[] kksCodes = ["COD____", "1LAB10", "2PAC\u00d8"];
    private const string Lines = "Line one\nLine two \u2013 \"quoted\"";

    private readonly SandboxStore store;
    private readonly SandboxSeed seed;
    private readonly List<JsonObject> spaces, templates, fileplans, contacts, programmes;

    public CoreDataSandboxContent(SandboxStore store, SandboxSeed seed)
    {
        (this.store, this.seed) = (store, seed);
        Users = [.. store[CoreDataSandboxUsers.Users].Rows.Where(user => user["user_type"].Text() != CoreDataSandbox.Guest)];
        // The examples' spaces contain only the printed projects.
        spaces = [.. store[CoreDataSandboxSpaces.Spaces].Rows.Skip(4)];
        templates = [.. store[CoreDataSandboxFields.Templates].Rows];
        fileplans = [.. store[CoreDataSandboxFields.Fileplans].Rows];
        programmes = [.. store[CoreDataSandboxProjects.Projects].Rows.Where(CoreDataSandboxFields.IsProgramme)];
        contacts = [.. store[CoreDataSandboxKind.Contact.Collection].Rows];
    }

    public List<JsonObject> Users { get; }

    public JsonObject Values(int index)
    {
        var values = new JsonObject
        {
            ["title"] = seed.ProjectName(index),
            ["space"] = CoreDataSandboxSpaces.Short(seed.Pick(spaces)),
            ["status"] = CoreDataSandboxKind.Project.Status(CoreDataSandboxKind.Statuses[index % CoreDataSandboxKind.Statuses.Count]),
        };
        if (seed.Chance(50)) values["description"] = seed.Chance(20) ? Lines : seed.ProjectName(SandboxNames.Odd.Count);
        if (seed.Chance(30)) values["status_message"] = seed.Pick(SandboxNames.Works);
        if (seed.Chance(65)) values["due_date"] = seed.Day(2022, 2026).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (seed.Chance(60)) values["responsible_users"] = People(2);
        if (seed.Chance(50)) values["associated_users"] = People(4);
        if (seed.Chance(50)) values["contacts"] = Ids(contacts, 3);
        if (seed.Chance(60)) values["tags"] = new JsonArray([.. seed.Some(SandboxNames.Tags, 4).Select(tag => JsonValue.Create(tag))]);
        if (seed.Chance(35)) values["fileplan"] = seed.Pick(fileplans)["id"]!.DeepClone();
        if (seed.Chance(15)) values["sub_project_of"] = Ids(programmes, 2);
        Template(values);
        return values;
    }

    /// <summary>Adds tasks to some projects, a folder to fewer, and a file to fewer still.</summary>
    public void AddItems(JsonObject project, DateTimeOffset created, int index)
    {
        for (var i = 0; i < index % 4; i++)
        {
            var task = new JsonObject { ["title"] = $"{seed.Pick(SandboxNames.Works)} {i + 1}" };
            if (seed.Chance(50)) task["due_date"] = project["due_date"]?.DeepClone();
            CoreDataSandboxItems.Tasks.Add(store, created.AddHours(i + 1), seed.Pick(Users), project, task);
        }
        if (index % 5 == 0) Add(CoreDataSandboxItems.Folders, "Drawings");
        if (index % 7 == 0) Add(CoreDataSandboxItems.Files, "Budget \u00e9t\u00e9.xlsx");

        void Add(CoreDataSandboxItems items, string title) =>
            items.Add(store, created, seed.Pick(Users), project, new() { ["title"] = title });
    }

    private void Template(JsonObject values)
    {
        if (!seed.Chance(60)) return;
        var template = seed.Pick(templates);
        values["template"] = template["id"]!.DeepClone();
        var aspects = new JsonObject();
        foreach (var name in template["aspects"]!.AsArray().Select(name => name.Text()!))
        {
            if (seed.Chance(80)) aspects[name] = Aspect(name);
        }
        if (aspects.Count > 0) values["aspects"] = aspects;
    }

    private JsonObject Aspect(string name) => name switch
    {
        "url" => new() { ["url"] = $"www.example.com/{seed.Hex(6)}" },
        "kkscode" => new() { ["kks_code"] = new JsonArray([.. seed.Some(kksCodes, 2).Select(code => JsonValue.Create(code))]) },
        _ => new()
        {
            ["signed"] = seed.Chance(50),
            ["value"] = seed.Between(1, 900_000) / 100m,
            ["partner"] = seed.Pick(SandboxNames.Companies),
            ["until"] = null,
        },
    };

    private JsonArray People(int most) => [.. seed.Some(Users, most).Select(CoreDataSandboxUsers.Short)];

    private JsonArray Ids(List<JsonObject> records, int most) => [.. seed.Some(records, most).Select(record => record["id"]!.DeepClone())];
}
