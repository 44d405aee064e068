using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>
/// Fills the sandbox with the documents' examples, merged from three domains, and with generated spaces, contacts and projects.
/// </summary>
internal static class CoreDataSandboxData
{
    private static readonly DateTimeOffset FirstCreated = new(2022, 1, 3, 7, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Years = TimeSpan.FromDays(1480);
    private static readonly DateTimeOffset LastModified = new(2026, 2, 27, 17, 0, 0, TimeSpan.Zero);

    public static void Fill(SandboxStore store, SandboxSeed seed)
    {
        Examples(store, SandboxJson.ReadResource("CoreDataSandbox.json"));
        if (seed.Projects == 0)
            return;
        for (var i = 0; i < 12; i++)
        {
            var person = SandboxNames.GetPerson(i);
            CoreDataSandboxUsers.Add(store, person.UserName, person.FirstName, person.LastName, "user");
        }
        for (var i = 0; i < 6; i++)
            AddSpace(store, i);
        for (var i = 0; i < 24; i++)
            AddContact(store, FirstCreated.AddMinutes(i), SandboxNames.GetCompany(i), null);
        var content = new CoreDataSandboxContent(store, seed);
        for (var i = 0; i < seed.Projects; i++)
            Add(store, seed, content, i);
    }

    private static void Examples(SandboxStore store, JsonObject examples)
    {
        foreach (var user in examples["users"]!.AsArray().Select(user => user!.AsArray().Select(text => text.Text()!).ToArray()))
            CoreDataSandboxUsers.Add(store, user[0], user[1], user[2], user[3]);
        foreach (var name in new[] { CoreDataSandboxFields.Templates, CoreDataSandboxFields.Fileplans })
        {
            foreach (var record in examples[name]!.AsArray())
                store[name].Put(record!["id"].Text()!, record.AsObject());
        }
        foreach (var space in examples["spaces"]!.AsArray())
        {
            var id = space!["id"].Text()!;
            store[CoreDataSandboxSpaces.Spaces]
                .Put(
                    id,
                    CoreDataSandboxSpaces.New(store, id, space["folder"].Text()!, space["title"].Text()!, Time(space), space["by"].Text()!)
                );
        }
        foreach (var contact in examples["contacts"]!.AsArray())
            AddContact(store, Time(contact!), contact!["title"].Text()!, contact["id"].Text());
        foreach (var project in examples["projects"]!.AsArray())
        {
            store[CoreDataSandboxProjects.Projects].Put(project!["id"].Text()!, project.AsObject());
            var number = project["identifier"].Text()!.Split('-').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            store.Next(CoreDataSandboxIds.Counter(number[0]), first: number[1]);
        }
        foreach (var task in examples["tasks"]!.AsArray())
        {
            var project = store[CoreDataSandboxProjects.Projects].Get(task!["project"].Text()!)!;
            CoreDataSandboxItems.Tasks.Add(store, Time(task), Administrator(store), project, task["values"]!.AsObject(), task["id"].Text());
        }
        foreach (var (user, home) in examples["home"]!.AsObject())
            store[CoreDataSandboxHome.Home].Put(user, home!.AsObject());
    }

    private static void AddSpace(SandboxStore store, int index)
    {
        var created = FirstCreated.AddDays(-30 + index);
        var id = CoreDataSandboxIds.Uuid(store, created);
        var title = SandboxNames.Companies[index + 2];
        store[CoreDataSandboxSpaces.Spaces]
            .Put(
                id,
                CoreDataSandboxSpaces.New(store, id, index % 2 == 0 ? "Clients" : "Spaces", title, created, "Administrator Administrator")
            );
    }

    private static void AddContact(SandboxStore store, DateTimeOffset created, string title, string? id) =>
        CoreDataSandboxItems.Contacts.Add(store, created, Administrator(store), null, new() { ["title"] = title }, id);

    private static void Add(SandboxStore store, SandboxSeed seed, CoreDataSandboxContent content, int index)
    {
        // Every tenth project is created in the same second as the previous one. Only the id orders those two.
        var second = Math.Floor((Years / seed.Projects * (index % 10 == 9 ? index - 1 : index)).TotalSeconds);
        var created = FirstCreated.AddSeconds(second).AddTicks(seed.Below(10_000_000));
        var project = CoreDataSandboxProjects.New(store, created, seed.Pick(content.Users));
        CoreDataSandboxProjects.Assign(store, project, content.Values(index));
        var (times, days) = (seed.Chance(50) ? seed.Between(1, 12) : 0, seed.Between(1, 25));
        for (var i = 1; i <= times; i++)
        {
            var modified = created.AddDays(i * days);
            CoreDataSandboxProjects.Modify(store, project, modified < LastModified ? modified : LastModified, seed.Pick(content.Users));
        }
        store[CoreDataSandboxProjects.Projects].Put(project["id"].Text()!, project);
        content.AddItems(project, created, index);
    }

    private static JsonObject Administrator(SandboxStore store) => store[CoreDataSandboxUsers.Users].Get("Administrator")!;

    private static DateTimeOffset Time(JsonNode record) => DateTimeOffset.Parse(record["created"].Text()!, CultureInfo.InvariantCulture);
}
