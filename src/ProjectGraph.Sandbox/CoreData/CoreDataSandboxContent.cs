using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>Generates the content of projects.</summary>
internal sealed class CoreDataSandboxContent
{
    private static readonly string[] KksCodes = ["COD____", "1LAB10", "2PAC\u00d8"];
    private const string Lines = "Line one\nLine two \u2013 \"quoted\"";

    private readonly SandboxStore _store;
    private readonly SandboxSeed _seed;
    private readonly List<JsonObject> _spaces,
        _templates,
        _fileplans,
        _contacts,
        _programmes;

    public CoreDataSandboxContent(SandboxStore store, SandboxSeed seed)
    {
        (_store, _seed) = (store, seed);
        Users = [.. store[CoreDataSandboxUsers.Users].Rows.Where(user => user["user_type"].Text() != CoreDataSandbox.Guest)];
        // The examples' spaces contain only the printed projects.
        _spaces = [.. store[CoreDataSandboxSpaces.Spaces].Rows.Skip(4)];
        _templates = [.. store[CoreDataSandboxFields.Templates].Rows];
        _fileplans = [.. store[CoreDataSandboxFields.Fileplans].Rows];
        _programmes = [.. store[CoreDataSandboxProjects.Projects].Rows.Where(CoreDataSandboxFields.IsProgramme)];
        _contacts = [.. store[CoreDataSandboxKind.Contact.Collection].Rows];
    }

    public List<JsonObject> Users { get; }

    public JsonObject Values(int index)
    {
        var values = new JsonObject
        {
            ["title"] = _seed.ProjectName(index),
            ["space"] = CoreDataSandboxSpaces.ToReference(_seed.Pick(_spaces)),
            ["status"] = CoreDataSandboxKind.Project.Status(CoreDataSandboxKind.Statuses[index % CoreDataSandboxKind.Statuses.Count]),
        };
        if (_seed.Chance(50))
            values["description"] = _seed.Chance(20) ? Lines : _seed.ProjectName(SandboxNames.EdgeCases.Count);
        if (_seed.Chance(30))
            values["status_message"] = _seed.Pick(SandboxNames.Activities);
        if (_seed.Chance(65))
            values["due_date"] = _seed.Day(2022, 2026).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (_seed.Chance(60))
            values["responsible_users"] = People(2);
        if (_seed.Chance(50))
            values["associated_users"] = People(4);
        if (_seed.Chance(50))
            values["contacts"] = Ids(_contacts, 3);
        if (_seed.Chance(60))
            values["tags"] = new JsonArray([.. _seed.PickDistinct(SandboxNames.Tags, 4).Select(tag => JsonValue.Create(tag))]);
        if (_seed.Chance(35))
            values["fileplan"] = _seed.Pick(_fileplans)["id"]!.DeepClone();
        if (_seed.Chance(15))
            values["sub_project_of"] = Ids(_programmes, 2);
        Template(values);
        return values;
    }

    /// <summary>Adds tasks to some projects, a folder to fewer, and a file to fewer still.</summary>
    public void AddItems(JsonObject project, DateTimeOffset created, int index)
    {
        for (var i = 0; i < index % 4; i++)
        {
            var task = new JsonObject { ["title"] = $"{_seed.Pick(SandboxNames.Activities)} {i + 1}" };
            if (_seed.Chance(50))
                task["due_date"] = project["due_date"]?.DeepClone();
            CoreDataSandboxItems.Tasks.Add(_store, created.AddHours(i + 1), _seed.Pick(Users), project, task);
        }
        if (index % 5 == 0)
            Add(CoreDataSandboxItems.Folders, "Drawings");
        if (index % 7 == 0)
            Add(CoreDataSandboxItems.Files, "Budget \u00e9t\u00e9.xlsx");

        void Add(CoreDataSandboxItems items, string title) =>
            items.Add(_store, created, _seed.Pick(Users), project, new() { ["title"] = title });
    }

    private void Template(JsonObject values)
    {
        if (!_seed.Chance(60))
            return;
        var template = _seed.Pick(_templates);
        values["template"] = template["id"]!.DeepClone();
        var aspects = new JsonObject();
        foreach (var name in template["aspects"]!.AsArray().Select(name => name.Text()!))
        {
            if (_seed.Chance(80))
                aspects[name] = Aspect(name);
        }
        if (aspects.Count > 0)
            values["aspects"] = aspects;
    }

    private JsonObject Aspect(string name) =>
        name switch
        {
            "url" => new() { ["url"] = $"www.example.com/{_seed.Hex(6)}" },
            "kkscode" => new()
            {
                ["kks_code"] = new JsonArray([.. _seed.PickDistinct(KksCodes, 2).Select(code => JsonValue.Create(code))]),
            },
            _ => new()
            {
                ["signed"] = _seed.Chance(50),
                ["value"] = _seed.Between(1, 900_000) / 100m,
                ["partner"] = _seed.Pick(SandboxNames.Companies),
                ["until"] = null,
            },
        };

    private JsonArray People(int most) => [.. _seed.PickDistinct(Users, most).Select(CoreDataSandboxUsers.ToReference)];

    private JsonArray Ids(List<JsonObject> records, int most) =>
        [.. _seed.PickDistinct(records, most).Select(record => record["id"]!.DeepClone())];
}
