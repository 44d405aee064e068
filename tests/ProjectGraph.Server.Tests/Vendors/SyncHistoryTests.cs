using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>What came of the syncs, as data, in both protocols.</summary>
public sealed class SyncHistoryTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly HttpClient http = server.Client;

    [Fact]
    public async Task Every_run_is_there_with_what_it_brought()
    {
        const string Question = "{ connections { nodes { name status nextSyncAt syncRuns(first: 1, order: { startedAt: ASC }) { totalCount nodes { databaseId startedAt endedAt state read created changed deleted errors quarantined error errorCode } } } } }";
        var connections = (await http.QueryAsync(Question)).GetProperty("connections").GetProperty("nodes");
        connections.GetArrayLength().ShouldBe(5);
        foreach (var connection in connections.EnumerateArray())
        {
            var run = connection.GetProperty("syncRuns").GetProperty("nodes")[0];
            run.GetProperty("created").GetInt32().ShouldBeGreaterThanOrEqualTo(1, connection.ToString());
            connection.GetProperty("nextSyncAt").ValueKind.ShouldBe(JsonValueKind.String);
        }
        var odata = JsonDocument.Parse(await http.GetStringAsync("/odata/SyncRuns?$filter=State eq 'SUCCEEDED'&$orderby=Id&$expand=Connection($select=Name)&$count=true")).RootElement;
        odata.GetProperty("@odata.count").GetInt32().ShouldBeGreaterThanOrEqualTo(5);
        odata.GetProperty("value")[0].GetProperty("Connection").GetProperty("Name").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_record_that_was_put_aside_and_a_field_that_is_new_can_be_read()
    {
        var connection = await http.ConnectionAsync("core-data-sandbox");
        await http.FaultAsync(
            "core-data", new { kind = "wrongType", field = "title", value = new { odd = true }, path = "/api/v2/projects", times = 1 });
        (await http.MutateAsync($"syncConnection(input: {{ connectionId: \"{connection}\" }})")).State().ShouldBe("SUCCEEDED");
        await http.FaultAsync("core-data", new { kind = "newField", field = "shiny", value = 1, beside = "title", path = "/api/v2/projects" });
        (await http.MutateAsync($"syncConnection(input: {{ connectionId: \"{connection}\" }})")).State().ShouldBe("SUCCEEDED");
        await http.FaultAsync("core-data");

        var data = await http.QueryAsync(
            """
            { connections(where: { name: { eq: "core-data-sandbox" } }) { nodes {
                schemaDrifts { nodes { field vendorId firstSeenAt } }
                syncRuns(where: { quarantined: { gt: 0 } }) { nodes { state quarantined quarantinedRecords(first: 1) { totalCount nodes { vendorId message at } } } } } } }
            """);
        var node = data.GetProperty("connections").GetProperty("nodes")[0];
        node.GetProperty("schemaDrifts").GetProperty("nodes")[0].GetProperty("field").GetString().ShouldBe("shiny");
        var run = node.GetProperty("syncRuns").GetProperty("nodes")[0];
        run.GetProperty("quarantinedRecords").GetProperty("totalCount").GetInt32().ShouldBe(run.GetProperty("quarantined").GetInt32());
        run.GetProperty("quarantinedRecords").GetProperty("nodes")[0].GetProperty("message").GetString()!.ShouldContain("title");
        (await http.GetStringAsync("/odata/SchemaDrifts?$filter=Field eq 'shiny'")).ShouldContain("shiny");
        (await http.GetStringAsync("/odata/QuarantinedRecords?$top=1&$expand=Run")).ShouldContain("\"Run\":{");
    }

    [Fact]
    public async Task A_sync_in_the_background_answers_at_once_and_can_be_watched()
    {
        var connection = await http.ConnectionAsync("heatpunk-sandbox");
        var started = await http.MutateAsync($"syncConnection(input: {{ connectionId: \"{connection}\", background: true, idempotencyKey: \"watched\" }})");
        started.State().ShouldBe("SENT");
        var ended = await http.OperationAsync("watched", operation => operation.GetProperty("state").GetString() != "SENT");
        (ended.GetProperty("state").GetString(), ended.GetProperty("progress").GetInt32()).ShouldBe(("SUCCEEDED", 100));
    }
}
