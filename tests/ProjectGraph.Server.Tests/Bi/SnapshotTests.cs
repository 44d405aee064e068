using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.ODataApi;

namespace ProjectGraph.Server.Tests.Bi;

[Collection(SharedServer.Name)]
public sealed class SnapshotTests(RunningServer server)
{
    [Fact]
    public async Task A_trend_is_the_same_in_both_protocols()
    {
        var odata = JsonElement.Parse(
            await server.Client.GetStringAsync(
                "/odata/ProjectSnapshots?$apply=groupby((Vendor,Status),aggregate($count as N,Mrr with sum as M))"
            )
        );
        var graphQL = await server.Client.QueryAsync(
            "{ projectSnapshotAggregates(groupBy: [VENDOR, STATUS]) { vendor status count sum { mrr } } }"
        );
        var groups = graphQL
            .GetProperty("projectSnapshotAggregates")
            .EnumerateArray()
            .Select(group =>
                $"{group.GetProperty("vendor")} {group.GetProperty("status")} {group.GetProperty("count")} {group.GetProperty("sum").GetProperty("mrr")}"
            )
            .ToList();
        odata
            .GetProperty("value")
            .EnumerateArray()
            .Select(group =>
                $"{group.GetProperty("Vendor")} {group.GetProperty("Status")} {group.GetProperty("N")} {group.GetProperty("M")}"
            )
            .ShouldBe(groups);
        groups.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task The_calendar_is_the_same_in_both_protocols()
    {
        var odata = JsonElement.Parse(
            await server.Client.GetStringAsync(
                "/odata/Dates?$filter=FiscalYear eq 2024 and IsWeekend&$orderby=Date desc&$top=5&$count=true"
            )
        );
        var graphQL = (
            await server.Client.QueryAsync(
                "{ dates(where: { fiscalYear: { eq: 2024 }, isWeekend: { eq: true } }, order: [{ date: DESC }], first: 5) { totalCount nodes { databaseId yearWeek } } }"
            )
        ).GetProperty("dates");
        odata.GetProperty("@odata.count").GetInt32().ShouldBe(graphQL.GetProperty("totalCount").GetInt32());
        odata
            .GetProperty("value")
            .EnumerateArray()
            .Select(day => $"{day.GetProperty("Id")} {day.GetProperty("YearWeek")}")
            .ShouldBe(
                graphQL
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(day => $"{day.GetProperty("databaseId")} {day.GetProperty("yearWeek")}")
            );
    }

    [Fact]
    public async Task A_snapshot_of_a_project_that_is_gone_has_no_project()
    {
        using var own = new ODataServer();
        await own.InitializeAsync();
        await own.Writer.DeleteAsync(7, CancellationToken.None);
        var row = (
            await own.GetAsync("/ProjectSnapshots?$filter=ProjectId eq 7&$expand=Project($select=Name),Owner($select=Name)")
        ).GetProperty("value")[0];
        var orphans = await own.GetAsync("/ProjectSnapshots?$filter=Project eq null&$count=true&$top=0");
        using var project = await own.SendAsync($"/ProjectSnapshots({row.GetProperty("Id")})/Project");
        using var name = await own.SendAsync($"/ProjectSnapshots({row.GetProperty("Id")})/Project/Name");
        using var unknown = await own.SendAsync("/ProjectSnapshots(1)/Project");
        await own.DisposeAsync();
        new[] { (int)project.StatusCode, (int)name.StatusCode, (int)unknown.StatusCode }.ShouldBe([204, 204, 404]);
        row.GetProperty("Project").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("Owner").GetProperty("Name").GetString().ShouldBe("Person 1");
        orphans.GetProperty("@odata.count").GetInt32().ShouldBe(1);
    }
}
