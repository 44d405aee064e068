using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmSandboxListTests : IAsyncLifetime, IDisposable
{
    private const int Total = 231;

    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-tests-").FullName;
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("grow-crm", projects: Total - 1);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Pages_give_every_project_once_the_youngest_first()
    {
        var rows = new List<JsonNode>();
        for (var page = 1; page <= 3; page++)
            rows.AddRange(Rows(await _server.Send("GET", $"/api/projects?limit=100&page={page}")));

        rows.Count.ShouldBe(Total);
        rows.Select(Id).Distinct().Count().ShouldBe(Total);
        rows.Select(row => row["dates"]!["created"]!.GetValue<string>()).ShouldBeInOrder(SortDirection.Descending);
        rows[0]["id"]!.GetValue<int>().ShouldBe(42);
    }

    [Theory]
    [InlineData("", 25, 1, 10, 25)]
    [InlineData("limit=100&page=3", 100, 3, 3, 31)]
    [InlineData("limit=500", 100, 1, 3, 100)]
    [InlineData("limit=1&page=231", 1, 231, 231, 1)]
    [InlineData("page=11", 25, 11, 10, 0)]
    [InlineData("limit=100&page=2000000000", 100, 2000000000, 3, 0)]
    [InlineData("limit=&page=&sort=&order=&status=&search=&client_id=", 25, 1, 10, 25)]
    public async Task Meta_contains_the_position_of_the_page(string query, int limit, int page, int last, int rows)
    {
        var answer = await _server.Send("GET", "/api/projects?" + query);

        answer.Object["meta"].ShouldBeJson($$"""{"current_page":{{page}},"last_page":{{last}},"per_page":{{limit}},"total":{{Total}}}""");
        Rows(answer).Count.ShouldBe(rows);
    }

    [Theory]
    [InlineData("project_title", "title")]
    [InlineData("project_status", "status")]
    [InlineData("project_date_start", "dates.start")]
    [InlineData("project_date_due", "dates.due")]
    [InlineData("project_created", "dates.created")]
    [InlineData("project_progress", "progress")]
    public async Task Every_sort_of_the_white_list_sorts_both_ways_with_ties_by_id_descending(string sort, string path)
    {
        JsonNode? Value(JsonNode row) => path.Split('.').Aggregate((JsonNode?)row, (node, name) => node![name]);
        var ascending = await All($"sort={sort}&order=asc");
        var descending = await All($"sort={sort}");

        ascending.Select(Id).ShouldBe(ascending.OrderBy(Value, SandboxOrder.ByValue).ThenByDescending(Id).Select(Id));
        descending.Select(Id).ShouldBe(descending.OrderByDescending(Value, SandboxOrder.ByValue).ThenByDescending(Id).Select(Id));
        ascending.Select(Id).ShouldNotBe(descending.Select(Id));
    }

    [Fact]
    public async Task Filters_return_exactly_the_matching_records()
    {
        var all = await All("");
        foreach (var status in new[] { "not_started", "in_progress", "on_hold", "cancelled", "completed" })
        {
            var kept = await All("status=" + status);
            kept.ShouldNotBeEmpty();
            kept.Count.ShouldBe(all.Count(row => row["status"]!.GetValue<string>() == status));
        }
        var client = all[3]["client"]!["id"]!;
        (await All($"client_id={client}")).Count.ShouldBe(all.Count(row => row["client"]!["id"]!.ToJsonString() == client.ToJsonString()));
        (await All("category_id=3")).Count.ShouldBe(all.Count(row => row["category"]!["id"]!.GetValue<int>() == 3));
        (await All("client_id=999999")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("WEBSITE rede", "website rede")]
    [InlineData("%22Quoted%22", "\"quoted\"")]
    [InlineData("50%25", "50%")]
    [InlineData("%F0%9F%9A%80", "\U0001F680")]
    public async Task Search_looks_for_a_part_of_the_title_in_any_case(string search, string part)
    {
        var found = await All("search=" + search);

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(row => row["title"]!.GetValue<string>().Contains(part, StringComparison.OrdinalIgnoreCase));
        found.Count.ShouldBe(
            (await All("")).Count(row => row["title"]!.GetValue<string>().Contains(part, StringComparison.OrdinalIgnoreCase))
        );
    }

    [Fact]
    public async Task Archived_projects_are_listed_too()
    {
        var states = (await All(""))
            .GroupBy(row => row["active_state"]!.GetValue<string>())
            .ToDictionary(group => group.Key, group => group.Count());

        states.Keys.Order().ShouldBe(["active", "archived"]);
        states["archived"].ShouldBeInRange(10, 80);
    }

    [Fact]
    public async Task Generated_projects_vary_in_every_field()
    {
        var rows = await All("");

        foreach (var name in new[] { "description", "reference" })
            rows.Count(row => row[name] is null).ShouldBeInRange(20, 220, name);
        rows.Count(row => row["dates"]!["due"] is null).ShouldBeInRange(20, 200);
        foreach (var name in new[] { "assigned", "managers", "tags" })
        {
            rows.ShouldContain(row => row[name]!.AsArray().Count == 0);
            rows.ShouldContain(row => row[name]!.AsArray().Count == 1);
            rows.ShouldContain(row => row[name]!.AsArray().Count > 1);
        }
        rows.Select(row => row["billing"]!["type"]!.GetValue<string>()).Distinct().Count().ShouldBe(2);
        rows.ShouldContain(row => row["billing"]!["estimated_hours"]!.ToJsonString().Contains('.'));
        rows.ShouldAllBe(row => string.CompareOrdinal(row["dates"]!["due"].Text() ?? "9", row["dates"]!["start"].Text()) >= 0);
        rows.Select(row => row["client"]!["id"]!.ToJsonString()).Distinct().Count().ShouldBeGreaterThan(10);
        var timers = (await _server.Send("GET", "/api/timers?limit=100")).Object["data"]!.AsArray();
        timers.Count(timer => timer!["status"]!.GetValue<string>() == "running").ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_200_projects_are_those_that_they_were()
    {
        var store = new SandboxStore("grow-crm");
        var text = store.Run(() =>
        {
            new ProjectGraph.Sandbox.GrowCrm.GrowCrmSandbox().Seed(store, new("grow-crm", 200));
            return SandboxJson.Write(new JsonArray([.. store["projects"].Rows.Concat(store["tasks"].Rows).Select(row => row.DeepClone())]));
        });

        // A failure here means that the generator changed data that users of the sandbox have seen. Update it only on purpose.
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));
        Convert.ToHexStringLower(hash).ShouldBe("00932f1c47e6df640793f88e339587e31a6ca981ba7d23ff3838d6b29a19d7db");
    }

    [Theory]
    [InlineData("clients", "company_name")]
    [InlineData("categories", "slug")]
    [InlineData("team", "email")]
    [InlineData("milestones", "title")]
    [InlineData("tasks", "time_logged")]
    [InlineData("checklists", "resource")]
    [InlineData("files", "size")]
    [InlineData("invoices", "amount")]
    [InlineData("estimates", "amount")]
    [InlineData("timers", "started")]
    public async Task What_stands_around_projects_can_be_listed_and_read(string kind, string field)
    {
        var rows = Rows(await _server.Send("GET", $"/api/{kind}?limit=100&order=asc"));
        rows.Count.ShouldBeGreaterThan(2);
        rows[0].AsObject().ContainsKey(field).ShouldBeTrue();

        var single = await _server.Send("GET", $"/api/{kind}/{rows[1]["id"]}");

        single.Status.ShouldBe(200);
        single.Object["data"]!.ToJsonString().ShouldBe(rows[1].ToJsonString());
        (await _server.Send("GET", $"/api/{kind}/999999")).Status.ShouldBe(404);
        (await _server.Send("DELETE", $"/api/{kind}/{rows[1]["id"]}")).Status.ShouldBe(405);
    }

    [Fact]
    public async Task State_survives_a_restart_and_a_reset_takes_it_back()
    {
        var file = Path.Combine(_folder, "sandbox.db");
        string seed,
            changed;
        await using (var before = await SandboxServer.Start("grow-crm", projects: 20, file: file))
        {
            seed = (await before.Send("GET", "/api/projects")).Text;
            await before.Send("PUT", "/api/projects/42/assign", """{"assigned":[8]}""");
            await before.Send("POST", "/api/projects/42/clone", """{"project_title":"Copy \uE000 🚀","copy_tasks":"on"}""");
            await before.Send("PUT", "/api/projects/42/stop-timers");
            changed = (await before.Send("GET", "/api/projects")).Text;
        }

        await using var after = await SandboxServer.Start("grow-crm", projects: 20, file: file);

        changed.ShouldNotBe(seed);
        (await after.Send("GET", "/api/projects")).Text.ShouldBe(changed);
        (
            await after.Send("POST", "/api/projects/42/clone", """{"project_title":"Again","copy_tasks":"on","copy_milestones":"on"}""")
        ).Status.ShouldBe(201);
        (await after.Send("PUT", "/api/projects/42/stop-timers")).Status.ShouldBe(200);
        await after.Send("POST", "_reset");
        (await after.Send("GET", "/api/projects")).Text.ShouldBe(seed);
    }

    private async Task<List<JsonNode>> All(string query)
    {
        var rows = new List<JsonNode>();
        for (var page = 1; page <= 3; page++)
            rows.AddRange(Rows(await _server.Send("GET", $"/api/projects?{query}&limit=100&page={page}")));
        return rows;
    }

    private static List<JsonNode> Rows(ReceivedResponse answer) => [.. answer.Object["data"]!.AsArray().Select(row => row!)];

    private static int Id(JsonNode row) => row["id"]!.GetValue<int>();
}
