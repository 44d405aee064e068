using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveSandboxListTests : IAsyncLifetime
{
    private const int Generated = 230;
    private const int Examples = 26;

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await ProductiveCaller.Start(Generated);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Pages_of_the_default_size_give_every_project_once_by_id()
    {
        var ids = new List<int>();
        JsonNode? next = "/api/v2/projects";
        while (next is not null)
        {
            var page = await _server.Send("GET", new Uri(_server.Http.BaseAddress!, next.GetValue<string>().TrimStart('/')).ToString());
            page.Status.ShouldBe(200);
            ids.AddRange(page.Ids().Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
            next = page.Object["links"]!["next"];
        }

        ids.Count.ShouldBe(Generated + Examples);
        ids.ShouldBe(ids.Order());
        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    [Fact]
    public async Task Links_and_meta_are_those_of_the_page()
    {
        var answer = await _server.Call("GET", "/projects?filter[status]=1,2&page[number]=2&page[size]=100");

        var url = $"{_server.Http.BaseAddress}api/v2/projects?filter%5Bstatus%5D=1%2C2&";
        string To(int page) => $"{url}page%5Bnumber%5D={page}&page%5Bsize%5D=100";
        answer.Object["links"].ShouldBeJson($$"""{"first":"{{To(1)}}","last":"{{To(3)}}","prev":"{{To(1)}}","next":"{{To(3)}}"}""");
        answer.Object["meta"].ShouldBeJson("""{"current_page":2,"total_pages":3,"total_count":256,"page_size":100,"max_page_size":200}""");
        answer.Ids().Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_size_above_200_is_limited_to_200_and_a_page_after_the_last_is_empty()
    {
        var large = await _server.Call("GET", "/projects?page[size]=5000");
        large.Ids().Count.ShouldBe(200);
        large.Object["meta"]!["page_size"]!.GetValue<int>().ShouldBe(200);
        (await _server.Call("GET", "/projects?page[size]=99999999999")).Ids().Count.ShouldBe(200);
        (await _server.Call("GET", "/projects?page[number]=99999999999")).Ids().ShouldBeEmpty();

        var behind = await _server.Call("GET", "/projects?page[number]=2000000000&page[size]=200");
        behind.Ids().ShouldBeEmpty();
        behind.Object["meta"]!["total_count"]!.GetValue<int>().ShouldBe(Generated + Examples);
        behind.Object["links"]!.AsObject().ContainsKey("next").ShouldBeFalse();
    }

    [Fact]
    public async Task An_empty_list_has_no_pages()
    {
        var empty = await _server.Call("GET", "/projects?filter[id]=1");

        empty.Object["data"].ShouldBeJson("[]");
        empty.Object["meta"].ShouldBeJson("""{"current_page":1,"total_pages":0,"total_count":0,"page_size":30,"max_page_size":200}""");
        empty.Object["links"]!.AsObject().Select(link => link.Key).ShouldBe(["first", "last"]);
    }

    [Theory]
    [InlineData("filter[project_type]=1", "project_type_id", "1")]
    [InlineData("filter[project_type][eq]=2", "project_type_id", "2")]
    [InlineData("filter[project_type][not_eq]=1", "project_type_id", "2")]
    [InlineData("filter[project_type][gt]=1", "project_type_id", "2")]
    [InlineData("filter[project_type][lt_eq]=1", "project_type_id", "1")]
    [InlineData("filter[status]=1", "archived_at", null)]
    public async Task A_filter_returns_exactly_the_matching_records(string filter, string attribute, string? value)
    {
        var all = await All("");
        var kept = await All(filter);

        kept.ShouldNotBeEmpty();
        kept.ShouldAllBe(row => Text(row, attribute) == value);
        kept.Count.ShouldBe(all.Count(row => Text(row, attribute) == value));
        kept.Count.ShouldBeLessThan(all.Count);
    }

    [Fact]
    public async Task Status_2_is_what_is_archived_and_no_status_is_both()
    {
        var archived = await All("filter[status]=2");

        archived.ShouldNotBeEmpty();
        archived.ShouldAllBe(row => Text(row, "archived_at") != null);
        (archived.Count + (await All("filter[status]=1")).Count).ShouldBe((await All("")).Count);
    }

    [Fact]
    public async Task Archived_projects_can_be_hidden_from_lists_that_do_not_ask_for_them()
    {
        var archived = (await All("filter[status]=2")).Count;
        await _server.Faults("""{"variants":["active-by-default"]}""");

        (await All("")).ShouldAllBe(row => Text(row, "archived_at") == null);
        (await All("filter[status]=2")).Count.ShouldBe(archived);
    }

    [Theory]
    [InlineData("filter[id]=640,643")]
    [InlineData("filter[id][]=640&filter[id][]=643")]
    [InlineData("filter[id][eq]=643,640")]
    [InlineData("filter[id][gt_eq]=640&filter[id][lt_eq]=643&filter[id][not_eq]=642")]
    [InlineData("filter[$op]=or&filter[0][id][eq]=640&filter[1][id][eq]=643")]
    [InlineData("filter[$op]=and&filter[0][id]=640,642,643&filter[1][$op]=or&filter[1][0][id]=640&filter[1][1][id]=643")]
    [InlineData("filter%5Bid%5D=640%2C643")]
    public async Task Lists_operations_and_groups_select_the_same_two(string filter) =>
        (await _server.Call("GET", "/projects?" + filter)).Ids().ShouldBe(["640", "643"]);

    [Fact]
    public async Task Company_manager_and_member_filters_go_by_id()
    {
        var project = (
            await _server.Call(
                "GET",
                "/projects?filter[company_id][gt]=1000&filter[project_type]=2&page[size]=1&include=company,project_manager"
            )
        ).Object["data"]![0]!;
        var company = project["relationships"]!["company"]!["data"]!["id"]!.GetValue<string>();
        var manager = project["relationships"]!["project_manager"]!["data"]!["id"]!.GetValue<string>();

        (await All($"filter[company_id]={company}")).Select(Id).ShouldContain(Id(project));
        (await All($"filter[responsible_id][]={manager}")).Select(Id).ShouldContain(Id(project));
        (await All("filter[company_id][not_eq]=" + company)).Select(Id).ShouldNotContain(Id(project));
        (await All("filter[person_id]=3539")).Count.ShouldBe(Examples);
        (await All("filter[person_id]=1001")).Count.ShouldBeInRange(20, Generated - 20);
    }

    [Theory]
    [InlineData("filter[query]=TEST PRO")]
    [InlineData("filter[query][contains]=test proj")]
    public async Task Query_looks_for_a_part_of_the_name_in_any_case(string filter)
    {
        var found = await All(filter);

        found.Count.ShouldBe(21);
        found.ShouldAllBe(row => Text(row, "name") == "test project");
        (await All("filter[query][not_contain]=test project")).Count.ShouldBe(Generated + Examples - 21);
    }

    [Fact]
    public async Task Sorting_by_name_is_by_code_point_and_by_number_numeric()
    {
        var names = (await All("sort=name")).Select(row => Text(row, "name")!).ToList();
        names.ShouldBe(names.Order(Comparer<string>.Create(SandboxOrder.CompareText)));

        var numbers = (await All("sort=-project_number,name&filter[id][gt]=1000")).Select(row => Text(row, "project_number")).ToList();
        numbers.ShouldContain((string?)null);
        var given = numbers.OfType<string>().Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        given.ShouldBe(given.OrderDescending());
        given[0].ShouldBeGreaterThan(99);
    }

    [Theory]
    [InlineData("created_at")]
    [InlineData("last_activity_at")]
    public async Task Sorting_by_a_time_goes_by_the_instant_and_ties_by_id(string name)
    {
        var rows = await All("sort=" + name);

        DateTimeOffset At(JsonNode row) => DateTimeOffset.Parse(Text(row, name)!, CultureInfo.InvariantCulture);
        rows.Select(Id).ShouldBe(rows.OrderBy(At).ThenBy(row => int.Parse(Id(row), CultureInfo.InvariantCulture)).Select(Id));
        rows.Select(row => Text(row, name)![^6..]).Distinct().Order().ShouldBe(["+01:00", "+02:00"]);
    }

    [Fact]
    public async Task Includes_fill_the_relationship_and_come_once()
    {
        var answer = await _server.Call("GET", "/projects?filter[id]=640,642&include=workflow.workflow_statuses,company,organization");

        foreach (var row in answer.Object["data"]!.AsArray())
        {
            row!["relationships"]!["workflow"].ShouldBeJson("""{"data":{"type":"workflows","id":"741"}}""");
            row["relationships"]!["last_actor"].ShouldBeJson("""{"meta":{"included":false}}""");
        }
        answer.Object["included"]!
            .AsArray()
            .Select(record => $"{record!["type"]} {record["id"]}")
            .ShouldBe([
                "workflows 741",
                "workflow_statuses 860",
                "workflow_statuses 861",
                "workflow_statuses 862",
                "companies 2530",
                "organizations 1016",
            ]);
        answer.Object["included"]![0]!["relationships"]!["workflow_statuses"]!["data"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Workflows_come_with_their_statuses()
    {
        var answer = await _server.Call("GET", "/workflows?include=workflow_statuses&filter[id][gt]=1000");

        var workflows = answer.Object["data"]!.AsArray();
        workflows.Select(row => row!["relationships"]!["workflow_statuses"]!["data"]!.AsArray().Count).ShouldBe([3, 5, 1]);
        var categories = answer.Object["included"]!.AsArray().Select(row => row!["attributes"]!["category_id"]!.GetValue<int>()).ToList();
        categories.ShouldBe([1, 2, 3, 1, 2, 2, 2, 3, 1]);
        answer.Object["included"]![0]!["attributes"]!["color_id"]!.GetValue<string>().ShouldBe("1");
        (await _server.Call("GET", "/workflow_statuses?filter[workflow_id]=1002")).Ids().Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("/companies", "company_code")]
    [InlineData("/people", "email")]
    [InlineData("/workflows", "archived_at")]
    [InlineData("/workflow_statuses", "position")]
    [InlineData("/tasks", "title")]
    [InlineData("/deals", "budget")]
    [InlineData("/custom_fields", "data_type_id")]
    [InlineData("/custom_field_options", "name")]
    [InlineData("/organizations", "name")]
    public async Task What_stands_around_projects_can_be_listed_and_read(string path, string attribute)
    {
        var list = await _server.Call("GET", path + "?page[size]=200");
        list.Status.ShouldBe(200);
        var row = list.Object["data"]![0]!;
        row["attributes"]!.AsObject().ContainsKey(attribute).ShouldBeTrue();

        var single = await _server.Call("GET", $"{path}/{Id(row)}");
        single.Object["data"]!.ToJsonString().ShouldBe(row.ToJsonString());
        (await _server.Call("GET", path + "/999999")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Generated_projects_vary_in_every_nullable_field()
    {
        var rows = await All("filter[id][gt]=1000");

        rows.Count.ShouldBe(Generated);
        foreach (
            var name in new[]
            {
                "project_color_id",
                "archived_at",
                "custom_fields",
                "task_custom_fields_ids",
                "task_custom_fields_positions",
                "page_custom_fields_ids",
                "page_custom_fields_positions",
            }
        )
            rows.Count(row => row["attributes"]![name] is null).ShouldBeInRange(10, Generated - 10, name);
        rows.Count(row => Text(row, "template") == "true").ShouldBeInRange(1, 30);
        rows.ShouldAllBe(row => (Text(row, "number") == null) == (Text(row, "template") == "true"));
        var numbers = rows.Select(row => Text(row, "number")).OfType<string>().ToList();
        numbers.Distinct().Count().ShouldBe(numbers.Count);
        foreach (var status in (await _server.Call("GET", "/workflow_statuses?filter[workflow_id]=1001,1002")).Ids())
            (await _server.Call("GET", $"/tasks?filter[workflow_status_id]={status}")).Ids().ShouldNotBeEmpty();
    }

    [Fact]
    public void The_200_projects_are_those_that_they_were()
    {
        var store = new SandboxStore("productive");
        var text = store.Run(() =>
        {
            new ProjectGraph.Sandbox.Productive.ProductiveSandbox().Seed(store, new("productive", 200));
            return SandboxJson.Write(new JsonArray([.. store["projects"].Rows.Concat(store["tasks"].Rows).Select(row => row.DeepClone())]));
        });

        // A failure here means that the generator changed data that users of the sandbox have seen. Update it only on purpose.
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));
        Convert.ToHexStringLower(hash).ShouldBe("d61804dd418de44f73d0e225e0e65a839660ddd5c93165bc8920edf7412752a8");
    }

    [Fact]
    public async Task The_same_number_of_projects_is_the_same_data()
    {
        await using var other = await ProductiveCaller.Start(Generated);

        (await other.Call("GET", "/projects?page[size]=200&page[number]=2")).Object["data"]!
            .ToJsonString()
            .ShouldBe((await _server.Call("GET", "/projects?page[size]=200&page[number]=2")).Object["data"]!.ToJsonString());
    }

    private async Task<List<JsonNode>> All(string query)
    {
        var rows = new List<JsonNode>();
        for (var page = 1; page < 3; page++)
            rows.AddRange(
                (await _server.Call("GET", $"/projects?{query}&page[size]=200&page[number]={page}")).Object["data"]!
                    .AsArray()
                    .Select(row => row!)
            );
        return rows;
    }

    private static string Id(JsonNode row) => row["id"]!.GetValue<string>();

    private static string? Text(JsonNode row, string name) =>
        row["attributes"]![name] is { } value ? value.Text() ?? value.ToJsonString() : null;
}
