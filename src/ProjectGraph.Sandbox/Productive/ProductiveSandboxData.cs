using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>
/// Fills the sandbox with the documents' examples, then organization 1: people, companies, workflows, custom fields, and projects since
/// 2022.
/// </summary>
internal static class ProductiveSandboxData
{
    private const string Organization = ProductiveSandbox.Organization;
    private static readonly DateTimeOffset FirstCreated = new(2022, 1, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Fields = ["Text", "Budget hours", "Region", "Go-live", "Services", "Sponsor", "Contract"];
    private static readonly string[] Options = ["North", "South", "Design", "R\u00e9novation", "Support"];

    public static void Fill(SandboxStore store, SandboxSeed seed)
    {
        // The example ids end here. Generated ids come after them.
        store.Next(ProductiveSandboxProjects.Collection, ProductiveSandboxExamples.LastId);
        ProductiveSandboxExamples.Fill(store);
        ProductiveSandboxRecords.Put(store, "organizations", ProductiveSandboxRecords.Organization(Organization));
        PutWorkflow(store, "Default", 3);
        PutWorkflow(store, "Agile", 5);
        PutWorkflow(store, "Draft", 1);
        if (seed.Projects == 0)
            return;
        for (var i = 0; i < 12 + seed.Projects / 25; i++)
            PutCompany(store, seed, i);
        for (var i = 0; i < 12; i++)
            PutPerson(store, i);
        PutCustomFields(store);
        var work = new ProductiveSandboxGenerator(store, seed);
        // Projects are spread over three and a half years, whatever their number: in summer and winter time, and never in the future.
        for (var i = 0; i < seed.Projects; i++)
            work.PutProject(i, FirstCreated.AddHours(2 + i * 30_000L / seed.Projects).AddMilliseconds(seed.Below(3_600_000)));
    }

    public static string Id(SandboxStore store, string collection) =>
        store.Next(collection, ProductiveSandboxExamples.LastId + 1).ToString(CultureInfo.InvariantCulture);

    private static void PutWorkflow(SandboxStore store, string name, int statuses) =>
        ProductiveSandboxRecords.PutWorkflow(
            store,
            Id(store, "workflows"),
            Organization,
            name,
            [.. Enumerable.Range(0, statuses).Select(_ => Id(store, "workflow_statuses"))]
        );

    private static void PutCompany(SandboxStore store, SandboxSeed seed, int index)
    {
        var company = ProductiveSandboxRecords.Company(Id(store, "companies"), Organization, SandboxNames.GetCompany(index));
        if (seed.Chance(50))
            company["attributes"]!["billing_name"] = SandboxNames.GetCompany(index) + " (billing)";
        if (index % 6 == 5)
            company["attributes"]!["archived_at"] = ProductiveSandboxTime.ToTheSecond(FirstCreated.AddDays(index));
        ProductiveSandboxRecords.Put(store, "companies", company);
    }

    private static void PutPerson(SandboxStore store, int index)
    {
        var person = SandboxNames.GetPerson(index);
        ProductiveSandboxRecords.Put(
            store,
            "people",
            ProductiveSandboxRecords.Person(Id(store, "people"), Organization, person.FirstName, person.LastName, person.Email)
        );
    }

    /// <summary>Adds one project field of each data type, 1 (text) to 7 (attachment). Types 3 and 5 have options.</summary>
    private static void PutCustomFields(SandboxStore store)
    {
        for (var type = 1; type <= Fields.Length; type++)
        {
            var id = Id(store, "custom_fields");
            var own = type switch
            {
                3 => Options[..2],
                5 => Options[2..],
                _ => [],
            };
            var optionIds = own.Select(name => PutOption(store, id, name)).ToList();
            ProductiveSandboxRecords.Put(
                store,
                "custom_fields",
                ProductiveSandboxRecords.Of(
                    id,
                    Organization,
                    new()
                    {
                        ["created_at"] = ProductiveSandboxTime.Exact(FirstCreated),
                        ["updated_at"] = ProductiveSandboxTime.Exact(FirstCreated),
                        ["name"] = Fields[type - 1],
                        ["data_type_id"] = type,
                        ["required"] = false,
                        ["description"] = null,
                        ["archived_at"] = null,
                        ["aggregation_type_id"] = null,
                        ["formatting_type_id"] = null,
                        ["global"] = true,
                        ["show_in_add_edit_views"] = true,
                        ["sensitive"] = false,
                        ["position"] = type,
                        ["quick_add_enabled"] = false,
                        ["customizable_type"] = "projects",
                    },
                    new() { ["options"] = new JsonArray([.. optionIds.Select(option => JsonValue.Create(option))]) }
                )
            );
        }
    }

    private static string PutOption(SandboxStore store, string field, string name)
    {
        var id = Id(store, "custom_field_options");
        ProductiveSandboxRecords.Put(
            store,
            "custom_field_options",
            ProductiveSandboxRecords.Of(
                id,
                Organization,
                new()
                {
                    ["name"] = name,
                    ["archived_at"] = null,
                    ["position"] = 1,
                },
                new() { ["custom_field"] = field }
            )
        );
        return id;
    }
}
