using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatSandboxListTests : IAsyncLifetime
{
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("planhat", projects: 230);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Without_a_limit_a_page_has_100_rows_in_the_order_of_their_ids()
    {
        var ids = Ids(await _server.Send("GET", "/projects"));

        ids.Count.ShouldBe(100);
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_by_offset_give_every_row_once()
    {
        var ids = new List<string>();
        for (var offset = 0; offset < 400; offset += 100)
            ids.AddRange(Ids(await _server.Send("GET", $"/projects?limit=100&offset={offset}")));

        ids.Distinct().Count().ShouldBe(234);
        ids.ShouldBe(Ids(await _server.Send("GET", "/projects?limit=2000")));
    }

    [Fact]
    public async Task A_limit_above_2000_is_taken_as_2000()
    {
        var items = new JsonArray([
            .. Enumerable.Range(0, 2000).Select(i => new JsonObject { ["name"] = $"{i}", ["companyId"] = "extid-tenet" }),
        ]);
        await _server.Send("PUT", "/projects", items.ToJsonString());

        Ids(await _server.Send("GET", "/projects?limit=5000")).Count.ShouldBe(2000);
        Ids(await _server.Send("GET", "/projects?limit=99999999999")).Count.ShouldBe(2000);
        Ids(await _server.Send("GET", "/projects?offset=99999999999")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Limit_0_is_an_empty_page() => (await _server.Send("GET", "/projects?limit=0")).Text.ShouldBe("[]");

    [Fact]
    public async Task Names_sort_by_code_point_also_above_U_FFFF()
    {
        var names = (await _server.Send("GET", "/projects?sort=name&limit=2000"))
            .Array.Select(row => row!["name"]!.GetValue<string>())
            .ToList();

        names.ShouldBe(
            names.OrderBy(
                name => name,
                Comparer<string>.Create(
                    (x, y) => System.Text.Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(y))
                )
            )
        );
        // UTF-16 would put the emoji first.
        names
            .FindIndex(name => name.StartsWith('\uFB01'))
            .ShouldBeLessThan(names.FindIndex(name => name.StartsWith("\U0001F469", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rows_without_the_property_come_first_ascending_and_last_descending()
    {
        var ascending = (await _server.Send("GET", "/projects?sort=mrr&limit=2000"))
            .Array.Select(row => row!["mrr"]?.GetValue<decimal>())
            .ToList();
        var descending = (await _server.Send("GET", "/projects?sort=-mrr&limit=2000"))
            .Array.Select(row => row!["mrr"]?.GetValue<decimal>())
            .ToList();

        ascending.ShouldContain((decimal?)null);
        ascending.ShouldBe(ascending.Order());
        descending.ShouldBe(descending.OrderDescending());
        ascending.Where(value => value < 0).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Equal_rows_keep_the_order_of_insertion_in_both_directions()
    {
        var all = Ids(await _server.Send("GET", "/projects?limit=2000"));

        Ids(await _server.Send("GET", "/projects?sort=nothing&limit=2000")).ShouldBe(all);
        Ids(await _server.Send("GET", "/projects?sort=-nothing&limit=2000")).ShouldBe(all);
    }

    [Fact]
    public async Task CompanyId_keeps_only_its_projects()
    {
        var rows = (await _server.Send("GET", "/projects?companyId=61006BC89A3E0B702ED8EA49&limit=2000")).Array;

        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(row => row!["companyName"]!.GetValue<string>() == "Tenet");
        var all = (await _server.Send("GET", "/projects?limit=2000")).Array;
        rows.Count.ShouldBe(all.Count(row => row!["companyId"]!.GetValue<string>() == "61006bc89a3e0b702ed8ea49"));
    }

    [Fact]
    public async Task Select_always_brings_the_id_and_omits_the_version() =>
        (await _server.Send("GET", "/projects?select=mrr,nonsense&limit=4")).Json.ShouldBeJson(
            """
            [{"_id":"60228915f4d2e51f9cc29856"},{"_id":"60228bae4a93f65f056d2412"},
             {"_id":"609a88660b73992504816060","mrr":1000},{"_id":"6101a50072c0e0884d5e8db1","mrr":1000}]
            """
        );

    private static List<string> Ids(ReceivedResponse response) => [.. response.Array.Select(row => row!["_id"]!.GetValue<string>())];
}
