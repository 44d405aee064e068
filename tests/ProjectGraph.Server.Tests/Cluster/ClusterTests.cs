using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Postgres.Testing;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;
using ProjectGraph.Server.Tests.Vendors;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>Two instances are one service: what begins at one goes on at the other.</summary>
[Trait("Store", "PostgreSql")]
public sealed class ClusterTests(ClusterHost host) : IClassFixture<ClusterHost>
{
    private const string Company = "61006bc89a3e0b702ed8ea49";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    [FactWith("nginx")]
    public async Task Cursors_and_links_of_one_instance_lead_on_at_the_other()
    {
        using var one = host.First.Client();
        using var two = host.Second.Client();
        const string page =
            "query($after: String) { projects(first: 7, after: $after, order: { name: ASC }) { nodes { databaseId } pageInfo { endCursor } } }";
        var first = (await one.QueryAsync(page)).GetProperty("projects");
        var after = first.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var (here, there) = (await one.QueryAsync(page, new { after }), await two.QueryAsync(page, new { after }));
        there.ToString().ShouldBe(here.ToString());

        var next = await Links.AskAsync(one, "/odata/Projects?$orderby=Name&$select=Id", "odata.maxpagesize=7", "@odata.nextLink");
        (await two.GetFromJsonAsync<JsonElement>(next)).GetProperty("value").GetArrayLength().ShouldBe(7);

        var delta = await Links.AskAsync(one, "/odata/Projects?$select=Id,Name", "track-changes", "@odata.deltaLink");
        var created = await CreateAsync(one, "delta");
        (await two.GetFromJsonAsync<JsonElement>(delta))
            .GetProperty("value")
            .EnumerateArray()
            .Select(row => row.GetProperty("Name").GetString())
            .ShouldContain("delta");
        created.ShouldNotBeEmpty();
    }

    [FactWith("nginx")]
    public async Task Who_writes_at_one_instance_reads_it_at_the_other_while_the_standby_lags()
    {
        using var one = host.First.Client();
        using var two = host.Second.Client();
        await host.Standby.PauseReplayAsync();
        try
        {
            var id = await CreateAsync(one, "own write");
            (await two.QueryAsync("query($id: ID!) { project(id: $id) { name } }", new { id }))
                .GetProperty("project")
                .GetProperty("name")
                .GetString()
                .ShouldBe("own write");
            await Polling.UntilAsync("the lag shows", Deadline, async () =>
                (await ServersAsync(one)).Any(server =>
                    server.GetProperty("lagSeconds") is { ValueKind: JsonValueKind.Number } lag && lag.GetDouble() > 0
                )
            );
        }
        finally
        {
            await host.Standby.ResumeReplayAsync();
        }
    }

    [FactWith("nginx")]
    public async Task A_subscription_at_one_instance_hears_of_a_write_at_the_other()
    {
        using var one = host.First.Client();
        using var two = host.Second.Client();
        using var events = await EventStream.OpenAsync(two, "subscription { projectChanged { kind project { name } } }");
        await CreateAsync(one, "reported");
        while (
            (await events.NextAsync()).Data is var data
            && data.GetProperty("data").GetProperty("projectChanged").GetProperty("project").GetProperty("name").GetString() != "reported"
        ) { }
    }

    [FactWith("nginx")]
    public async Task A_sync_whose_instance_is_killed_goes_on_at_the_other()
    {
        using var one = host.First.Client();
        using var two = host.Second.Client();
        using var vendor = host.VendorClient();
        await vendor.FaultAsync(
            "planhat",
            new
            {
                kind = "slow",
                delayMs = 600_000,
                path = "/projects",
                after = 2,
            }
        );
        await one.MutateAsync(
            $"syncVendorAccount(input: {{ vendorAccountId: \"{await one.VendorAccountAsync("planhat")}\", background: true }})"
        );
        long run = 0;
        await Polling.UntilAsync("the sync is half-way", Deadline, async () =>
            (run = await RunAsync(one, "state: { eq: RUNNING }, read: { gte: 10 }")) != 0
        );

        await host.First.KillAsync();
        await vendor.FaultAsync("planhat");

        await Polling.UntilAsync("the other instance has ended it", Deadline, async () =>
            await RunAsync(two, $"databaseId: {{ eq: {run} }}, state: {{ eq: SUCCEEDED }}") == run
        );
        await host.First.StartAsync();
    }

    [FactWith("nginx")]
    public async Task An_instance_that_is_told_to_stop_ends_what_it_has_begun()
    {
        using var two = host.Second.Client();
        using var vendor = host.VendorClient();
        (await vendor.DeleteAsync("/sandbox/planhat/_requests")).EnsureSuccessStatusCode();
        await vendor.FaultAsync(
            "planhat",
            new
            {
                kind = "slow",
                delayMs = 3_000,
                path = "/projects",
                method = "POST",
            }
        );
        var creating = CreateAsync(two, "begun");
        await Polling.UntilAsync("the vendor has the request", Deadline, async () => !creating.IsCompleted && await IsUnderWayAsync());

        await host.Second.StopAsync();

        (await creating).ShouldNotBeEmpty();
        await vendor.FaultAsync("planhat");
        await host.Second.StartAsync();

        async Task<bool> IsUnderWayAsync() => await host.ScalarAsync("""SELECT count(*) FROM "Operations" WHERE "State" = 2""") is > 0L;
    }

    private static async Task<string> CreateAsync(HttpClient http, string name)
    {
        var payload = (
            await http.QueryAsync(
                "mutation($name: String!, $company: String!) { createPlanhatProject(input: { name: $name, companyId: $company }) { project { id } errors { message } } }",
                new { name, company = Company }
            )
        ).GetProperty("createPlanhatProject");
        payload.GetProperty("project").ValueKind.ShouldBe(JsonValueKind.Object, payload.ToString());
        return payload.GetProperty("project").GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement[]> ServersAsync(HttpClient http) =>
        [.. (await http.GetFromJsonAsync<JsonElement>("/health/ready?details")).GetProperty("servers").EnumerateArray()];

    private static async Task<long> RunAsync(HttpClient http, string where)
    {
        var runs = (
            await http.QueryAsync($"{{ syncRuns(where: {{ {where} }}, order: {{ databaseId: DESC }}) {{ nodes {{ databaseId }} }} }}")
        )
            .GetProperty("syncRuns")
            .GetProperty("nodes");
        return runs.GetArrayLength() > 0 ? runs[0].GetProperty("databaseId").GetInt64() : 0;
    }
}
