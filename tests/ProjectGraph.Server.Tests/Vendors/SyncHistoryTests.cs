using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>What came of the syncs, as data, in both protocols.</summary>
public sealed class SyncHistoryTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly HttpClient _http = server.Client;

    [Fact]
    public async Task Every_run_is_there_with_what_it_brought()
    {
        const string Question =
            "{ vendorAccounts { nodes { name status nextSyncAt syncRuns(first: 1, order: { startedAt: ASC }) { totalCount nodes { databaseId startedAt endedAt state read created changed deleted errors quarantined error errorCode } } } } }";
        var connections = (await _http.QueryAsync(Question)).GetProperty("vendorAccounts").GetProperty("nodes");
        connections.GetArrayLength().ShouldBe(5);
        foreach (var connection in connections.EnumerateArray())
        {
            var run = connection.GetProperty("syncRuns").GetProperty("nodes")[0];
            run.GetProperty("created").GetInt32().ShouldBeGreaterThanOrEqualTo(1, connection.ToString());
            connection.GetProperty("nextSyncAt").ValueKind.ShouldBe(JsonValueKind.String);
        }
        var odata = JsonDocument
            .Parse(
                await _http.GetStringAsync(
                    "/odata/SyncRuns?$filter=State eq 'SUCCEEDED'&$orderby=Id&$expand=VendorAccount($select=Name)&$count=true"
                )
            )
            .RootElement;
        odata.GetProperty("@odata.count").GetInt32().ShouldBeGreaterThanOrEqualTo(5);
        odata.GetProperty("value")[0].GetProperty("VendorAccount").GetProperty("Name").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_record_that_was_put_aside_and_a_field_that_is_new_can_be_read()
    {
        var vendorAccount = await _http.VendorAccountAsync("core-data-sandbox");
        await _http.FaultAsync(
            "core-data",
            new
            {
                kind = "wrongType",
                field = "title",
                value = new { odd = true },
                path = "/api/v2/projects",
                times = 1,
            }
        );
        (await _http.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\" }})")).State().ShouldBe("SUCCEEDED");
        await _http.FaultAsync(
            "core-data",
            new
            {
                kind = "newField",
                field = "shiny",
                value = 1,
                beside = "title",
                path = "/api/v2/projects",
            }
        );
        (await _http.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\" }})")).State().ShouldBe("SUCCEEDED");
        await _http.FaultAsync("core-data");

        var data = await _http.QueryAsync(
            """
            { vendorAccounts(where: { name: { eq: "core-data-sandbox" } }) { nodes {
                schemaDrifts { nodes { field vendorId firstSeenAt } }
                syncRuns(where: { quarantined: { gt: 0 } }) { nodes { state quarantined quarantinedRecords(first: 1) { totalCount nodes { vendorId message at } } } } } } }
            """
        );
        var node = data.GetProperty("vendorAccounts").GetProperty("nodes")[0];
        node.GetProperty("schemaDrifts").GetProperty("nodes")[0].GetProperty("field").GetString().ShouldBe("shiny");
        var run = node.GetProperty("syncRuns").GetProperty("nodes")[0];
        run.GetProperty("quarantinedRecords").GetProperty("totalCount").GetInt32().ShouldBe(run.GetProperty("quarantined").GetInt32());
        run.GetProperty("quarantinedRecords").GetProperty("nodes")[0].GetProperty("message").GetString()!.ShouldContain("title");
        (await _http.GetStringAsync("/odata/SchemaDrifts?$filter=Field eq 'shiny'")).ShouldContain("shiny");
        (await _http.GetStringAsync("/odata/QuarantinedRecords?$top=1&$expand=Run")).ShouldContain("\"Run\":{");
    }

    [Fact]
    public async Task A_sync_in_the_background_answers_at_once_and_can_be_watched()
    {
        var vendorAccount = await _http.VendorAccountAsync("heatpunk-sandbox");
        var started = await _http.MutateAsync(
            $"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\", background: true, idempotencyKey: \"watched\" }})"
        );
        started.State().ShouldBe("SENT");
        var ended = await _http.OperationAsync("watched", operation => operation.GetProperty("state").GetString() != "SENT");
        (ended.GetProperty("state").GetString(), ended.GetProperty("progress").GetInt32()).ShouldBe(("SUCCEEDED", 100));
    }
}
