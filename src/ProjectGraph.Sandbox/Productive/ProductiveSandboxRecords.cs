using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Creates new records of every kind in their stored shape, for the examples and the generated data.</summary>
internal static class ProductiveSandboxRecords
{
    private static readonly (string Name, int Category)[] ThreeStatuses = [("Not started", 1), ("Started", 2), ("Closed", 3)];

    public static void Put(SandboxStore store, string collection, JsonObject record) => store[collection].Put(record["id"].Text()!, record);

    public static JsonObject Of(string id, string organization, JsonObject attributes, JsonObject? links = null) =>
        new()
        {
            ["id"] = id,
            ["organization"] = organization,
            ["attributes"] = attributes,
            ["links"] = links ?? [],
        };

    public static JsonObject Organization(string id) => Of(id, id, new() { ["name"] = $"Organization {id}", ["archived_at"] = null });

    public static JsonObject Company(string id, string organization, string name) =>
        Of(
            id,
            organization,
            new()
            {
                ["name"] = name,
                ["billing_name"] = null,
                ["vat"] = null,
                ["default_currency"] = "EUR",
                ["company_code"] = "C" + id,
                ["domain"] = null,
                ["due_days"] = 30,
                ["tag_list"] = new JsonArray(),
                ["contact"] = new JsonObject { ["emails"] = new JsonArray(), ["phones"] = new JsonArray() },
                ["archived_at"] = null,
                ["custom_fields"] = null,
                ["sample_data"] = false,
            }
        );

    public static JsonObject Person(string id, string organization, string first, string last, string email) =>
        Of(
            id,
            organization,
            new()
            {
                ["first_name"] = first,
                ["last_name"] = last,
                ["email"] = email,
                ["title"] = null,
                ["role_id"] = 4,
                ["archived_at"] = null,
                ["custom_fields"] = null,
                ["sample_data"] = false,
            }
        );

    /// <summary>Adds a workflow with up to three usual statuses. Additional ones are reviews before the last.</summary>
    public static void PutWorkflow(SandboxStore store, string id, string organization, string name, IReadOnlyList<string> statuses)
    {
        Put(
            store,
            "workflows",
            Of(
                id,
                organization,
                new() { ["name"] = name, ["archived_at"] = null },
                new() { ["workflow_statuses"] = new JsonArray([.. statuses.Select(status => JsonValue.Create(status))]) }
            )
        );
        for (var i = 0; i < statuses.Count; i++)
        {
            var (status, category) =
                statuses.Count > 3 && i > 1
                    ? i == statuses.Count - 1
                        ? ThreeStatuses[2]
                        : ($"Review {i - 1}", 2)
                    : ThreeStatuses[i];
            Put(
                store,
                "workflow_statuses",
                Of(
                    statuses[i],
                    organization,
                    new()
                    {
                        ["name"] = status,
                        ["color_id"] = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
                        ["position"] = i + 1,
                        ["category_id"] = category,
                    },
                    new() { ["workflow"] = id }
                )
            );
        }
    }

    public static JsonObject Task(string id, string title, JsonObject project, JsonObject status, string created) =>
        Of(
            id,
            project["organization"].Text()!,
            new()
            {
                ["title"] = title,
                ["description"] = null,
                ["number"] = id,
                ["due_date"] = null,
                ["start_date"] = null,
                ["initial_estimate"] = null,
                ["tag_list"] = new JsonArray(),
                ["closed"] = status["attributes"]!["category_id"]!.ToJsonString() == "3",
                ["closed_at"] = status["attributes"]!["category_id"]!.ToJsonString() == "3" ? created : null,
                ["created_at"] = created,
                ["updated_at"] = created,
            },
            new()
            {
                ["project"] = project["id"]!.DeepClone(),
                ["creator"] = ProductiveSandbox.Person,
                ["workflow_status"] = status["id"]!.DeepClone(),
            }
        );

    public static JsonObject Deal(string id, string name, bool budget, JsonObject project, string created) =>
        Of(
            id,
            project["organization"].Text()!,
            new()
            {
                ["name"] = name,
                ["budget"] = budget,
                ["currency"] = "EUR",
                ["created_at"] = created,
                ["closed_at"] = null,
            },
            new() { ["project"] = project["id"]!.DeepClone(), ["company"] = project["links"]!["company"]?.DeepClone() }
        );
}
