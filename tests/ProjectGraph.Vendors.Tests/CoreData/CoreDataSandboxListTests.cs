using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataSandboxListTests : IAsyncLifetime
{
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await CoreDataServer.Start(58);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Following_next_reads_every_project_once_and_in_order()
    {
        var all = (await _server.List("?limit=0")).Ids();
        var read = new List<string>();
        var next = "/api/v2/projects/";
        while (next is not null)
        {
            var page = await _server.List("", next);
            read.AddRange(page.Ids());
            next = page["meta"]!["next"]?.GetValue<string>();
        }

        all.Count.ShouldBe(68);
        read.ShouldBe(all);
    }

    [Theory]
    [InlineData("", 20, 0, "/api/v2/projects/?limit=20&offset=20", null)]
    [InlineData("?limit=20&offset=20", 20, 20, "/api/v2/projects/?limit=20&offset=40", "/api/v2/projects/?limit=20&offset=0")]
    [InlineData("?offset=60", 20, 60, null, "/api/v2/projects/?limit=20&offset=40")]
    [InlineData("?limit=34&offset=34", 34, 34, null, "/api/v2/projects/?limit=34&offset=0")]
    [InlineData("?limit=34&offset=33", 34, 33, "/api/v2/projects/?limit=34&offset=67", null)]
    [InlineData("?limit=0", 1000, 0, null, null)]
    [InlineData("?limit=5000", 1000, 0, null, null)]
    [InlineData("?limit=99999999999999999999&offset=0", 1000, 0, null, null)]
    [InlineData("?limit=68", 68, 0, null, null)]
    [InlineData("?limit=67", 67, 0, "/api/v2/projects/?limit=67&offset=67", null)]
    public async Task The_meta_tells_of_the_page_and_its_neighbours(string query, int limit, int offset, string? next, string? previous)
    {
        var list = await _server.List(query);

        list["meta"]
            .ShouldBeJson(
                new JsonObject
                {
                    ["limit"] = limit,
                    ["next"] = next,
                    ["offset"] = offset,
                    ["previous"] = previous,
                    ["total_count"] = 68,
                }.ToJsonString()
            );
        list.Objects().Count.ShouldBe(Math.Min(limit, 68 - offset));
    }

    [Fact]
    public async Task An_offset_after_the_end_is_an_empty_page()
    {
        var list = await _server.List("?offset=99999999999999999999");

        list.Objects().ShouldBeEmpty();
        list["meta"]!["total_count"]!.GetValue<int>().ShouldBe(68);
        list["meta"]!["next"].ShouldBeNull();
    }

    [Theory]
    [InlineData("limit=-1", "Invalid limit '-1' provided. Please provide a positive integer >= 0.")]
    [InlineData("limit=ten", "Invalid limit 'ten' provided. Please provide a positive integer.")]
    [InlineData("limit=", "Invalid limit '' provided. Please provide a positive integer.")]
    [InlineData("limit=1.5", "Invalid limit '1.5' provided. Please provide a positive integer.")]
    [InlineData("offset=-5", "Invalid offset '-5' provided. Please provide a positive integer >= 0.")]
    [InlineData("offset=x", "Invalid offset 'x' provided. Please provide an integer.")]
    public async Task A_limit_or_offset_that_is_not_a_number_is_a_400(string query, string error)
    {
        var answer = await _server.Send("GET", $"/api/v2/projects/?{query}");

        answer.Status.ShouldBe(400);
        answer.Object["error"]!.GetValue<string>().ShouldBe(error);
    }

    [Fact]
    public async Task A_title_is_filtered_exactly_or_by_its_beginning_in_its_own_case()
    {
        (await _server.List("?title=Zebra")).Objects().Single()["title"]!.GetValue<string>().ShouldBe("Zebra");
        (await _server.List("?title=Zeb")).Objects().ShouldBeEmpty();
        (await _server.List("?title__startswith=Zeb")).Objects().Count.ShouldBe(1);
        (await _server.List("?title__startswith=Project&limit=2&offset=2"))
            .Objects()
            .Select(row => row["title"]!.GetValue<string>())
            .ShouldBe(["Project with a contact", "Project 1"]);
        (await _server.List("?title=%22quoted%22&unknown=1")).Objects().ShouldBeEmpty();
        (await _server.List("?title=The%20%22Quoted%22%20project")).Objects().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_neighbouring_pages_keep_the_filter()
    {
        var meta = (await _server.List("?limit=1&title__startswith=Project&offset=1"))["meta"]!;

        meta["next"]!.GetValue<string>().ShouldBe("/api/v2/projects/?title__startswith=Project&limit=1&offset=2");
        meta["previous"]!.GetValue<string>().ShouldBe("/api/v2/projects/?title__startswith=Project&limit=1&offset=0");
        (await _server.List("?title__startswith=The+%22Q&limit=1&offset=1"))["meta"]!["previous"]!
            .GetValue<string>()
            .ShouldBe("/api/v2/projects/?title__startswith=The+%22Q&limit=1&offset=0");
    }

    [Fact]
    public async Task Projects_are_filtered_by_contact()
    {
        var rows = (await _server.List($"?limit=0&associated_contacts_id={CoreDataServer.Contact}")).Objects();

        rows.ShouldContain(row => row["title"]!.GetValue<string>() == "Project with a contact");
        rows.ShouldAllBe(row => row["contacts"]!.AsArray().Any(id => id!.GetValue<string>() == CoreDataServer.Contact));
    }

    [Fact]
    public async Task Spaces_hold_what_says_that_it_is_in_them()
    {
        var spaces = (await _server.List("?limit=0", "/api/v2/spaces/")).Objects();
        var sum = 0;
        foreach (var space in spaces)
        {
            var id = space["id"]!.GetValue<string>();
            var rows = (await _server.List("?limit=0", $"/api/v2/spaces/{id}/projects/")).Objects();
            rows.ShouldAllBe(row => row["space"]!["id"]!.GetValue<string>() == id);
            rows.ShouldAllBe(row => row["path"]!.GetValue<string>().StartsWith(space["path"]!.GetValue<string>() + "/Projects/"));
            sum += rows.Count;
        }

        sum.ShouldBe(68);
        (await _server.List("?limit=2", $"/api/v2/spaces/{CoreDataServer.SpaceOfThree}/projects/"))["meta"]!["next"]!
            .GetValue<string>()
            .ShouldBe($"/api/v2/spaces/{CoreDataServer.SpaceOfThree}/projects/?limit=2&offset=2");
    }

    [Fact]
    public async Task The_empty_list_fault_keeps_the_envelope()
    {
        await _server.Faults("""{"faults":[{"kind":"emptyList"}]}""");

        (await _server.List()).ShouldBeJson(
            """{"meta":{"limit":20,"next":null,"offset":0,"previous":null,"total_count":0},"objects":[]}"""
        );
    }
}
