using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>
/// Provides the records of the documents' examples in their state before the printed request, and records that a printed request
/// created. The file contains the printed values. Values that no example prints are the same for all.
/// </summary>
internal static class ProductiveSandboxExamples
{
    private const string Company = "2530";
    private const string Workflow = "741";

    /// <summary>The highest id of the examples. Ids of later records continue from here.</summary>
    public const long LastId = 1000;

    public static void Fill(SandboxStore store)
    {
        var examples = SandboxJson.ReadResource("ProductiveSandbox.json");
        foreach (var company in Items(examples, "companies"))
            ProductiveSandboxRecords.Put(
                store,
                "companies",
                ProductiveSandboxRecords.Company(Value(company, "id")!, Value(company, "organization")!, Value(company, "name")!)
            );
        foreach (var person in Items(examples, "people"))
            ProductiveSandboxRecords.Put(
                store,
                "people",
                ProductiveSandboxRecords.Person(
                    Value(person, "id")!,
                    Value(person, "organization")!,
                    Value(person, "first_name")!,
                    Value(person, "last_name")!,
                    Value(person, "email")!
                )
            );
        foreach (var workflow in Items(examples, "workflows"))
            ProductiveSandboxRecords.PutWorkflow(
                store,
                Value(workflow, "id")!,
                Value(workflow, "organization")!,
                Value(workflow, "name")!,
                [.. workflow["statuses"]!.AsArray().Select(status => status.Text()!)]
            );
        foreach (var example in Items(examples, "projects"))
            PutProject(store, example);
        foreach (var organization in store["projects"].Rows.Select(row => row["organization"].Text()!).Distinct().ToList())
            ProductiveSandboxRecords.Put(store, "organizations", ProductiveSandboxRecords.Organization(organization));
        ContinueNumbers(store);
    }

    private static void PutProject(SandboxStore store, JsonObject example)
    {
        var organization = Value(example, "organization")!;
        var created = DateTimeOffset.Parse(Value(example, "created_at")!, CultureInfo.InvariantCulture);
        var project = ProductiveSandboxProjects.New(store, organization, created, template: true, id: Value(example, "id"));
        var attributes = project["attributes"]!;
        attributes["name"] = Value(example, "name") ?? "test project";
        attributes["number"] = Value(example, "number");
        attributes["project_number"] = Value(example, "number");
        attributes["template"] = Value(example, "number") is null;
        attributes["project_type_id"] = example["project_type_id"]?.DeepClone() ?? 2;
        attributes["project_color_id"] = example["project_color_id"]?.DeepClone();
        if (example["archived"] is not null)
            attributes["archived_at"] = ProductiveSandboxTime.ToTheSecond(created);
        // The printed request created the project through the API.
        if (example["saved"] is null)
            attributes["task_custom_fields_positions"] = attributes["page_custom_fields_positions"] = null;
        var isInternal = attributes["project_type_id"]!.ToJsonString() == "1";
        ProductiveSandboxProjects.Link(project, "company", Value(example, "company") ?? (isInternal ? null : Company));
        ProductiveSandboxProjects.Link(project, "project_manager", ProductiveSandbox.Person);
        ProductiveSandboxProjects.Link(project, "workflow", Value(example, "workflow") ?? Workflow);
        ProductiveSandboxProjects.Link(project, "template_object", Value(example, "template_object"));
        project["members"] = new JsonArray(ProductiveSandbox.Person);
        ProductiveSandboxRecords.Put(store, "projects", project);
        if (example["workflow"] is not null)
            PutWork(store, project, ProductiveSandboxTime.Exact(created));
    }

    /// <summary>Adds a task in each status, a deal and a budget, for projects that are copied or change their workflow.</summary>
    private static void PutWork(SandboxStore store, JsonObject project, string created)
    {
        var workflow = store["workflows"].Get(project["links"]!["workflow"].Text()!)!;
        foreach (var statusId in ProductiveSandboxDocument.Ids(workflow, "workflow_statuses"))
        {
            var status = store["workflow_statuses"].Get(statusId)!;
            var id = store.Next("tasks", LastId + 1).ToString(CultureInfo.InvariantCulture);
            var task = ProductiveSandboxRecords.Task(id, $"Task {id}", project, status, created);
            task["attributes"]!["due_date"] = "2025-12-24";
            task["attributes"]!["tag_list"] = new JsonArray("priority");
            task["links"]!["assignee"] = ProductiveSandbox.Person;
            ProductiveSandboxRecords.Put(store, "tasks", task);
        }
        foreach (var budget in new[] { false, true })
        {
            var id = store.Next("deals", LastId + 1).ToString(CultureInfo.InvariantCulture);
            var deal = ProductiveSandboxRecords.Deal(id, budget ? "Budget" : "Deal", budget, project, created);
            ProductiveSandboxRecords.Put(store, "deals", deal);
        }
    }

    /// <summary>Sets each organization's next number above its highest, even if that project is deleted later.</summary>
    private static void ContinueNumbers(SandboxStore store)
    {
        foreach (var organization in store["projects"].Rows.GroupBy(row => row["organization"].Text()!).ToList())
        {
            var highest = organization.Max(row =>
                int.TryParse(row["attributes"]!["number"].Text(), CultureInfo.InvariantCulture, out var number) ? number : 0
            );
            store.Next("number:" + organization.Key, highest);
        }
    }

    private static IEnumerable<JsonObject> Items(JsonObject examples, string name) =>
        examples[name]!.AsArray().Select(item => item!.AsObject());

    private static string? Value(JsonObject item, string name) => item[name].Text();
}
