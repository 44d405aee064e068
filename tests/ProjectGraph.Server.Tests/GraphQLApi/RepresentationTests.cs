using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>A project in the format of any vendor, over HTTP.</summary>
public sealed class RepresentationTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Query = """
        query($from: Vendor!, $to: Vendor!, $first: Int) {
          projects(where: { vendor: { eq: $from } }, first: $first) {
            nodes {
              vendor name document
              representation(vendor: $to) { __typename vendor document createRequest { method path body } losses { field reason } }
            }
          }
        }
        """;

    [Fact]
    public async Task The_projects_own_vendor_gives_the_stored_document_without_losses()
    {
        foreach (var node in await NodesAsync("CORE_DATA", "CORE_DATA"))
        {
            var representation = node.GetProperty("representation");
            representation.GetProperty("document").GetRawText().ShouldBe(node.GetProperty("document").GetRawText());
            representation.GetProperty("losses").GetArrayLength().ShouldBe(0);
            (representation.GetProperty("vendor").GetString(), representation.GetProperty("__typename").GetString()).ShouldBe(
                ("CORE_DATA", "Representation")
            );
        }
    }

    [Fact]
    public async Task The_request_can_be_sent_to_the_vendor_as_it_is()
    {
        var target = (await server.Client.QueryAsync("{ vendorAccounts(where: { vendor: { eq: PLANHAT } }) { nodes { baseUrl } } }"))
            .GetProperty("vendorAccounts")
            .GetProperty("nodes")[0]
            .GetProperty("baseUrl")
            .GetString()!;
        foreach (var node in await NodesAsync("GROW_CRM", "PLANHAT"))
        {
            var create = node.GetProperty("representation").GetProperty("createRequest");
            using var request = new HttpRequestMessage(
                new(create.GetProperty("method").GetString()!),
                target.TrimEnd('/') + create.GetProperty("path").GetString()
            )
            {
                Content = JsonContent.Create(create.GetProperty("body")),
            };
            request.Headers.Authorization = new("Bearer", "sandbox");
            using var answer = await server.Client.SendAsync(request);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
            var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            made.GetProperty("name").GetString().ShouldBe(node.GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task One_plan_serves_every_vendor_and_every_page()
    {
        await NodesAsync("HEATPUNK", "PLANHAT", 1);
        var before = Work();
        (await NodesAsync("PRODUCTIVE", "GROW_CRM", 50)).Length.ShouldBe(50);
        Work().ShouldBe(before);
    }

    [Fact]
    public async Task It_stands_in_nested_lists_nodes_and_live_reads_too()
    {
        const string part =
            "representation(vendor: HEATPUNK) { document losses { field } } other: representation(vendor: PRODUCTIVE) { document }";
        var data = await server.Client.QueryAsync(
            $$"""
            {
              companies(where: { projects: { some: { vendor: { eq: GROW_CRM } } } }, first: 2) { nodes { projects(first: 2) { nodes { id {{part}} } } } }
              planhatProjects(limit: 2) { name {{part}} }
            }
            """
        );
        var project = data.GetProperty("companies").GetProperty("nodes")[0].GetProperty("projects").GetProperty("nodes")[0];
        project.GetProperty("other").GetProperty("document").GetProperty("type").GetString().ShouldBe("projects");
        var live = data.GetProperty("planhatProjects")[0];
        live.GetProperty("representation")
            .GetProperty("document")
            .GetProperty("projectName")
            .GetString()
            .ShouldBe(live.GetProperty("name").GetString());
        var node = await server.Client.QueryAsync(
            $$"""query($id: ID!) { node(id: $id) { ... on Project { {{part}} } } nodes(ids: [$id]) { ... on Project { {{part}} } } }""",
            new { id = project.GetProperty("id").GetString() }
        );
        node.GetProperty("node").GetRawText().ShouldBe(node.GetProperty("nodes")[0].GetRawText());
    }

    [Fact]
    public async Task A_vendor_that_there_is_not_is_refused() =>
        (await server.Client.ErrorAsync("{ projects(first: 1) { nodes { representation(vendor: JIRA) { document } } } }"))
            .Message()
            .ShouldContain("JIRA");

    private async Task<JsonElement[]> NodesAsync(string from, string to, int first = 20) => [.. (
                await server.Client.QueryAsync(
                    Query,
                    new
                    {
                        from,
                        to,
                        first,
                    }
                )
            ).GetProperty("projects").GetProperty("nodes").EnumerateArray()];

    private (long Plans, long Translations) Work() =>
        (
            server.Services.GetRequiredService<GraphQLPlanner>().CompiledPlanCount,
            server.Services.GetRequiredService<QueryRunner>().TranslationCount
        );
}
