using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>Generates the records of a project: milestones, tasks with their parts, bills, and timers, some of them running.</summary>
internal sealed class GrowCrmSandboxContent(SandboxStore store, SandboxSeed seed, JsonObject project, DateTimeOffset created)
{
    private static readonly (int Id, string Title, string Color)[] Statuses =
    [
        (1, "To do", "#4f8cff"),
        (2, "In progress", "#f5a623"),
        (3, "Completed", "#33c172"),
    ];

    private readonly JsonObject _reference = GrowCrmSandboxRelatedKind.ProjectReference(project);

    public void Fill(JsonObject milestone)
    {
        if (seed.Chance(40))
            milestone = Add(
                "milestones",
                new()
                {
                    ["title"] = "Phase 1",
                    ["type"] = "categorised",
                    ["position"] = 2,
                }
            );
        for (var i = seed.Below(3); i > 0; i--)
            Task(milestone);
        if (seed.Chance(20))
            Add(
                "files",
                new()
                {
                    ["name"] = "contract.pdf",
                    ["size"] = seed.Between(1000, 90_000),
                    ["task"] = null,
                }
            );
        if (seed.Chance(25))
            Bill("invoices", seed.Chance(50) ? "paid" : "due");
        if (seed.Chance(20))
            Bill("estimates", "new");
    }

    private void Task(JsonObject milestone)
    {
        var status = seed.Pick(Statuses);
        var task = Add(
            "tasks",
            new()
            {
                ["title"] = $"{seed.Pick(SandboxNames.Subjects)} {seed.Pick(SandboxNames.Activities)}",
                ["description"] = seed.Chance(50) ? "As discussed." : null,
                ["status"] = new JsonObject
                {
                    ["id"] = status.Id,
                    ["title"] = status.Title,
                    ["color"] = status.Color,
                },
                ["priority"] = new JsonObject
                {
                    ["id"] = 1,
                    ["title"] = "Normal",
                    ["color"] = "#8a8a8a",
                },
                ["active_state"] = "active",
                ["client_visibility"] = seed.Chance(50) ? "yes" : "no",
                ["billable"] = "yes",
                ["client"] = project["client"]!.DeepClone(),
                ["milestone"] = new JsonObject { ["id"] = milestone["id"]!.DeepClone(), ["name"] = milestone["title"]!.DeepClone() },
                ["dates"] = Dates(),
                ["time_logged"] = seed.Below(20) * 900,
                ["assigned"] = project["assigned"]!.DeepClone(),
                ["tags"] = new JsonArray(),
            }
        );
        if (seed.Chance(25))
            Timer(task);
        if (seed.Chance(25))
            Checklist(task);
    }

    private JsonObject Dates()
    {
        var dates = new JsonObject { ["start"] = project["dates"]!["start"]!.DeepClone(), ["due"] = project["dates"]!["due"]?.DeepClone() };
        foreach (var (name, value) in GrowCrmSandboxRecords.CreateTimestamps(created))
            dates[name] = value!.DeepClone();
        return dates;
    }

    private void Timer(JsonObject task) =>
        Add(
            "timers",
            new()
            {
                ["status"] = "running",
                ["started"] = GrowCrmSandboxRecords.Instant(created.AddHours(1)),
                ["stopped"] = null,
                ["time"] = 0,
                ["user"] = new JsonObject { ["id"] = 5, ["name"] = "Jane Doe" },
                ["task"] = new JsonObject { ["id"] = task["id"]!.DeepClone(), ["title"] = task["title"]!.DeepClone() },
            }
        );

    private void Checklist(JsonObject task) =>
        GrowCrmSandboxRecords.Add(
            store,
            "checklists",
            new()
            {
                ["text"] = "Check the figures",
                ["status"] = "pending",
                ["position"] = 1,
                ["resource"] = new JsonObject { ["type"] = "task", ["id"] = task["id"]!.DeepClone() },
                ["comments_count"] = 0,
                ["dates"] = GrowCrmSandboxRecords.CreateTimestamps(created),
            }
        );

    private void Bill(string collection, string status) =>
        Add(
            collection,
            new()
            {
                ["status"] = status,
                ["amount"] = $"{seed.Between(100, 9000)}.00",
                ["client"] = project["client"]!.DeepClone(),
            }
        );

    private JsonObject Add(string collection, JsonObject values)
    {
        values["project"] = _reference.DeepClone();
        return GrowCrmSandboxRecords.Add(store, collection, values);
    }
}
