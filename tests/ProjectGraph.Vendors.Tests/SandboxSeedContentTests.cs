using System.Text.Json.Nodes;
using ProjectGraph.Vendors.Tests.Heatpunk;
using ProjectGraph.Vendors.Tests.Productive;

namespace ProjectGraph.Vendors.Tests;

/// <summary>Tests the contents of sandboxes with 200 projects over HTTP.</summary>
public sealed class SandboxSeedContentTests
{
    private const int Projects = 200;

    private static readonly string[] PlanhatExamples =
    [
        "60228915f4d2e51f9cc29856",
        "60228bae4a93f65f056d2412",
        "609a88660b73992504816060",
        "6101a50072c0e0884d5e8db1",
    ];

    private static readonly string[] ProductiveExamples =
    [
        "640",
        "642",
        "643",
        "648",
        "650",
        "657",
        "659",
        "662",
        "663",
        "664",
        "666",
        "667",
        "669",
        "670",
        "672",
        "673",
        "676",
        "677",
        "678",
        "679",
        "688",
        "700",
        "706",
        "712",
        "718",
        "724",
    ];

    [Fact]
    public async Task Planhat_has_every_example_every_odd_name_and_companies_with_both_keys()
    {
        await using var server = await SandboxServer.Start("planhat", Projects);
        var projects = (await server.Send("GET", "/projects?limit=2000")).Array;
        var companies = (await server.Send("GET", "/companies?limit=2000")).Array;

        projects.Count.ShouldBeGreaterThanOrEqualTo(Projects);
        PlanhatExamples.ShouldBeSubsetOf(Texts(projects, "_id"));
        SandboxNames.EdgeCases.ShouldBeSubsetOf(Texts(projects, "name"));
        Texts(projects, "companyId").Distinct().ShouldBeSubsetOf(Texts(companies, "_id"));
        foreach (var (external, source) in new[] { (true, true), (true, false), (false, true), (false, false) })
            companies.Count(company => Has(company, "externalId") == external && Has(company, "sourceId") == source).ShouldBeGreaterThan(2);
        foreach (var (prefix, key) in new[] { ("extid-", "externalId"), ("srcid-", "sourceId") })
        {
            var company = companies.Last(company => Has(company, key))!;
            var found = await server.Send("GET", $"/companies/{prefix}{Uri.EscapeDataString(company[key]!.GetValue<string>())}");
            found.Object["_id"]!.GetValue<string>().ShouldBe(company["_id"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Heatpunk_has_both_examples_for_the_member_who_sees_everything()
    {
        await using var server = await HeatpunkServer.Start(Projects);
        var rows = await server.List();

        rows.Count.ShouldBeGreaterThanOrEqualTo(Projects);
        new[] { 986206L, 1353680L }.ShouldBeSubsetOf(rows.Select(row => row["ID"]!.GetValue<long>()));
        var listed = await server.Send(
            "POST",
            "/api/v1/projects/list",
            """{"ownerEmail":"matt.agnes+proBasic@midsummerenergy.co.uk","start":"2000-01-01","end":"2100-01-01"}"""
        );
        var own = listed.Object["ownerID"]!.GetValue<long>();
        listed.Object["projects"]!.AsArray().Count.ShouldBe(rows.Count);
        rows.Count(row => row["owner"]!.GetValue<long>() == own).ShouldBeInRange(1, Projects / 2);
    }

    [Fact]
    public async Task Productive_has_every_example_and_workflows_with_tasks_in_each_status()
    {
        await using var server = await ProductiveCaller.Start(Projects);
        var rows = new List<JsonNode>();
        for (var page = 1; page <= 2; page++)
            rows.AddRange(
                (await server.Call("GET", $"/projects?page[size]=200&page[number]={page}")).Object["data"]!.AsArray().OfType<JsonNode>()
            );
        var workflows = await server.Call("GET", "/workflows?filter[id]=1001,1002,1003&include=workflow_statuses");
        var statuses = workflows.Object["included"]!
            .AsArray()
            .Select(status =>
                (
                    Workflow: Owner(workflows, status!["id"]!.GetValue<string>()),
                    Id: status["id"]!.GetValue<string>(),
                    Category: status["attributes"]!["category_id"]!.GetValue<int>()
                )
            )
            .ToList();

        rows.Count.ShouldBe(Projects + ProductiveExamples.Length);
        ProductiveExamples.ShouldBeSubsetOf(rows.Select(row => row["id"]!.GetValue<string>()));
        SandboxNames.EdgeCases.ShouldBeSubsetOf(rows.Select(row => row["attributes"]!["name"]!.GetValue<string>()));
        rows.Count(row => row["attributes"]!["archived_at"] is null).ShouldBeInRange(100, 200);
        statuses
            .GroupBy(status => status.Workflow)
            .Select(group => (group.Count() > 1, group.Any(status => status.Category == 3)))
            .ShouldBe([(true, true), (true, true), (false, false)], ignoreOrder: true);
        foreach (var status in statuses.Where(status => statuses.Count(other => other.Workflow == status.Workflow) > 1))
            (await server.Call("GET", $"/tasks?filter[workflow_status_id]={status.Id}")).Ids().ShouldNotBeEmpty();
        foreach (var collection in new[] { "companies", "people" })
            (await server.Call("GET", $"/{collection}?filter[id][gt]=1000")).Ids().Count.ShouldBeGreaterThan(5, collection);
    }

    private static string Owner(ReceivedResponse workflows, string status) =>
        workflows.Object["data"]!
            .AsArray()
            .Single(workflow =>
                workflow!["relationships"]!["workflow_statuses"]!["data"]!
                    .AsArray()
                    .Any(related => related!["id"]!.GetValue<string>() == status)
            )!["id"]!.GetValue<string>();

    private static bool Has(JsonNode? record, string name) => record![name] is not null;

    private static List<string> Texts(JsonArray records, string name) => [.. records.Select(record => record![name]!.GetValue<string>())];
}
