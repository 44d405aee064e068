using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Generates projects of organization 1 with their tasks and deals.</summary>
internal sealed class ProductiveSandboxGenerator(SandboxStore store, SandboxSeed seed)
{
    private readonly IReadOnlyList<string> _companies = OfOrganization(store, "companies");
    private readonly IReadOnlyList<string> _people = OfOrganization(store, "people");
    private readonly IReadOnlyList<string> _fields = OfOrganization(store, "custom_fields");
    private readonly IReadOnlyList<string> _options = OfOrganization(store, "custom_field_options");

    // Excludes the workflow that has too few statuses.
    private readonly IReadOnlyList<string> _workflows = [.. OfOrganization(store, "workflows").Take(2)];

    public void PutProject(int index, DateTimeOffset created)
    {
        var project = ProductiveSandboxProjects.New(store, ProductiveSandbox.Organization, created, template: seed.Chance(4));
        Attributes(project["attributes"]!.AsObject(), index, created);
        Links(project);
        ProductiveSandboxRecords.Put(store, "projects", project);
        var statuses = ProductiveSandboxDocument.Ids(store["workflows"].Get(project["links"]!["workflow"].Text()!)!, "workflow_statuses");
        for (var i = seed.Between(0, 3); i > 0; i--)
            PutTask(project, seed.Pick(statuses), created.AddMinutes(i));
        if (project["links"]!["company"] is not null && seed.Chance(40))
            PutDeal(project, ProductiveSandboxTime.Exact(created));
    }

    private void Attributes(JsonObject attributes, int index, DateTimeOffset created)
    {
        attributes["name"] = seed.ProjectName(index);
        attributes["project_type_id"] = seed.Chance(20) ? 1 : 2;
        if (seed.Chance(60))
            attributes["project_color_id"] = seed.Between(1, 16);
        if (seed.Chance(20))
            attributes["preferences"] = new JsonObject { ["budget_reminders"] = seed.Chance(50) };
        if (seed.Chance(20))
            attributes["tag_colors"] = new JsonObject { [seed.Pick(SandboxNames.Tags)] = seed.Between(1, 9) };
        var active = created.AddMinutes(seed.Below(200_000));
        attributes["last_activity_at"] = ProductiveSandboxTime.ToTheSecond(active);
        if (seed.Chance(15))
            attributes["archived_at"] = ProductiveSandboxTime.ToTheSecond(active);
        if (seed.Chance(60))
            attributes["custom_fields"] = CustomFields(index);
        foreach (var kind in new[] { "task", "page" })
        {
            if (seed.Chance(50))
                attributes[kind + "_custom_fields_positions"] = null;
            if (seed.Chance(20))
                attributes[kind + "_custom_fields_ids"] = new JsonArray([
                    .. seed.PickDistinct(_fields, 2).Select(id => (JsonNode)Number(id)),
                ]);
        }
        attributes["sample_data"] = index < 3;
    }

    private void Links(JsonObject project)
    {
        var links = project["links"]!.AsObject();
        var isInternal = project["attributes"]!["project_type_id"]!.ToJsonString() == "1";
        if (!isInternal || seed.Chance(30))
            links["company"] = seed.Pick(_companies);
        links["project_manager"] = seed.Pick(_people);
        links["last_actor"] = seed.Pick(_people);
        links["workflow"] = seed.Pick(_workflows);
        if (project["attributes"]!["custom_fields"] is JsonObject values)
            links["custom_field_people"] = ProductiveSandboxValues.People(store, values);
        project["members"] = new JsonArray([.. seed.PickDistinct(_people, 4).Select(id => JsonValue.Create(id))]);
    }

    /// <summary>Generates values by field id: texts, numbers, an option's id, days, lists of option ids, a person's id.</summary>
    private JsonObject CustomFields(int index)
    {
        var values = new JsonObject { [_fields[0]] = seed.ProjectName(index % SandboxNames.EdgeCases.Count) };
        if (seed.Chance(50))
            values[_fields[1]] = seed.Between(1, 4000) / 4m;
        if (seed.Chance(50))
            values[_fields[2]] = _options[seed.Below(2)];
        if (seed.Chance(40))
            values[_fields[3]] = seed.Day(2022, 2026).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (seed.Chance(40))
            values[_fields[4]] = new JsonArray([.. seed.PickDistinct([.. _options.Skip(2)], 2).Select(id => JsonValue.Create(id))]);
        if (seed.Chance(40))
            values[_fields[5]] = seed.Pick(_people);
        return values;
    }

    private void PutTask(JsonObject project, string status, DateTimeOffset created)
    {
        var task = ProductiveSandboxRecords.Task(
            ProductiveSandboxData.Id(store, "tasks"),
            $"{seed.Pick(SandboxNames.Subjects)} {seed.Pick(SandboxNames.Activities)}",
            project,
            store["workflow_statuses"].Get(status)!,
            ProductiveSandboxTime.Exact(created)
        );
        var attributes = task["attributes"]!;
        if (seed.Chance(50))
            attributes["description"] = "As discussed.";
        if (seed.Chance(50))
            attributes["due_date"] = seed.Day(2023, 2026).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (seed.Chance(30))
            attributes["initial_estimate"] = seed.Between(1, 80) * 30;
        if (seed.Chance(30))
            attributes["tag_list"] = new JsonArray(seed.Pick(SandboxNames.Tags));
        if (seed.Chance(60))
            task["links"]!["assignee"] = seed.Pick(_people);
        ProductiveSandboxRecords.Put(store, "tasks", task);
    }

    private void PutDeal(JsonObject project, string created)
    {
        var budget = seed.Chance(50);
        ProductiveSandboxRecords.Put(
            store,
            "deals",
            ProductiveSandboxRecords.Deal(ProductiveSandboxData.Id(store, "deals"), budget ? "Budget" : "Offer", budget, project, created)
        );
    }

    private static IReadOnlyList<string> OfOrganization(SandboxStore store, string collection) =>
        [
            .. store[collection]
                .Rows.Where(row => row["organization"].Text() == ProductiveSandbox.Organization)
                .Select(row => row["id"].Text()!),
        ];

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);
}
