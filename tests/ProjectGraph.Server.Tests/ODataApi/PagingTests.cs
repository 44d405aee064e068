using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class PagingTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("$orderby=Name", 120)]
    [InlineData("$orderby=Status desc,Progress", 120)]
    [InlineData("$orderby=Archived,Mrr desc", 120)]
    [InlineData("$orderby=DueDate desc", 120)]
    [InlineData("$orderby=CreatedAt desc", 120)]
    [InlineData("$orderby=Company/Name,Tags/$count desc", 120)]
    [InlineData("$orderby=Id desc", 120)]
    [InlineData("$top=17", 17)]
    [InlineData("$skip=100", 20)]
    [InlineData("$skip=5&$top=14&$orderby=Status", 14)]
    [InlineData("$filter=Status eq 'ON_HOLD'&$orderby=Mrr", 24)]
    [InlineData("$compute=Progress mod 7 as R&$orderby=R", 120)]
    [Clause("O-3"), Clause("A-5"), Clause("I-4")]
    public async Task A_walk_by_next_links_gives_each_row_once_and_in_order(string options, int rows)
    {
        var whole = await server.ColumnAsync($"/Projects?{options}&$select=Id", "Id");
        var walked = await WalkAsync($"/Projects?{options}&$select=Id", "7");
        walked.ShouldBe(whole);
        walked.Distinct().Count().ShouldBe(rows);
    }

    [Fact]
    public async Task Groups_are_walked_too()
    {
        const string query = "/Projects?$apply=groupby((StartDate),aggregate($count as N))";
        var whole = await server.ColumnAsync(query, "StartDate");
        whole.Length.ShouldBeGreaterThan(50);
        (await WalkAsync(query, "9", "StartDate")).ShouldBe(whole);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0", 120)]
    [InlineData("-1", 120)]
    [InlineData("nonsense", 120)]
    [InlineData("", 120)]
    [InlineData("99999999999999", 120)]
    [InlineData("10001", 120)]
    [Clause("O-14"), Clause("M-3")]
    public async Task A_page_size_is_a_wish_that_never_fails(string size, int rows)
    {
        foreach (var name in (string[])["odata.maxpagesize", "maxpagesize"])
            (await server.GetAsync("/Projects?$select=Id", ("Prefer", size.Length == 0 ? name : $"{name}={size}")))
                .GetProperty("value")
                .GetArrayLength()
                .ShouldBe(rows);
    }

    [Fact]
    public async Task The_page_size_that_was_applied_is_told()
    {
        using var response = await server.SendAsync(
            "/Projects?$select=Id",
            ("Prefer", "odata.maxpagesize=20000"),
            ("OData-MaxVersion", "4.0")
        );
        response.Headers.GetValues("Preference-Applied").ShouldBe(["odata.maxpagesize=10000"]);
    }

    [Fact]
    [Clause("B-7")]
    public async Task A_next_link_is_absolute_repeats_all_options_and_keeps_the_page_size()
    {
        var link = await NextLinkAsync("/Projects?$select=Id&$filter=Id gt 5&custom=x");
        link.ShouldStartWith(server.Root + "Projects?$select=Id&$filter=Id%20gt%205&custom=x&$skiptoken=");
        (await server.GetAsync(link)).GetProperty("value").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task A_token_of_another_query_is_refused()
    {
        var link = await NextLinkAsync("/Projects?$select=Id&$filter=Id gt 5");
        var token = link[link.IndexOf("$skiptoken=", StringComparison.Ordinal)..];
        foreach (var query in (string[])["$select=Id&$filter=Id gt 6", "$select=Id&$filter=Id gt 5&$orderby=Name"])
            (await server.SendAsync($"/Projects?{query}&{token}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.SendAsync($"/Companies?$select=Id&$filter=Id gt 5&{token}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.SendAsync($"/Projects?$select=Id&$filter=Id gt 5&{token}x")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.SendAsync($"/Projects?{token}&$filter=Id gt 5&$select=Id")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("$apply=filter(Id%20gt%20@a)&@a=5&$orderby=Id%20desc", 115)]
    [InlineData("$compute=Id%20mul%202%20as%20Twice&$filter=Twice%20gt%20@a&@a=10&$select=Id,Twice", 115)]
    [InlineData("$search=Project&$expand=Tags($filter=Tag%20ne%20@t;$top=1)&@t='tag0'&$select=Id&$count=true", 119)]
    [InlineData("filter=contains(Name,'%2B')%20or%20Id%20lt%2050&select=Id&custom=a%20b%26c", 49)]
    [Clause("O-3")]
    public async Task A_next_link_repeats_what_was_asked_as_it_was_asked(string options, int rows)
    {
        (await NextLinkAsync($"/Projects?{options}")).ShouldStartWith($"{server.Root}Projects?{options}&$skiptoken=");
        (await WalkAsync($"/Projects?{options}", "17")).Distinct().Count().ShouldBe(rows);
    }

    [Fact]
    [Clause("O-3"), Clause("A-8")]
    public async Task An_expanded_collection_of_more_than_a_page_goes_on_by_its_own_link()
    {
        const int Many = 1_005;
        await using var own = new TemporaryServer();
        var large = await own.StartAsync();
        var projects = Enumerable.Range(1_000, Many).Select(ODataServer.Project).ToArray();
        foreach (var project in projects)
            project.Company = new() { VendorId = "large", Name = "Large" };
        await large.Writer.SaveAsync(large.VendorAccountId, projects, new HashSet<string>(), CancellationToken.None);
        var company = (
            await large.GetAsync(
                "/Companies?$filter=Name eq 'Large'&$select=Name&$expand=Projects($filter=contains(Name,'Project');$orderby=Id desc;$select=Id,Name;$expand=Tags($select=Tag);$count=true)"
            )
        ).GetProperty("value")[0];
        company.GetProperty("Projects@odata.count").GetInt32().ShouldBe(Many);
        var ids = Ids(company.GetProperty("Projects"));
        ids.Count.ShouldBe(1_000);
        var rest = await large.GetAsync(company.GetProperty("Projects@odata.nextLink").GetString()!);
        rest.GetProperty("value")[0].TryGetProperty("Tags", out _).ShouldBeTrue();
        rest.TryGetProperty("@odata.nextLink", out _).ShouldBeFalse();
        ids.AddRange(Ids(rest.GetProperty("value")));
        ids.Count.ShouldBe(Many);
        ids.ShouldBe(ids.OrderDescending().Distinct());
    }

    [Fact]
    public async Task An_expanded_collection_goes_on_below_its_entity()
    {
        var nested = await server.GetAsync("/VendorAccounts?$select=Id&$expand=Projects($select=Id;$filter=Id gt 2;$top=1500)");
        nested.GetProperty("value")[0].GetProperty("Projects").GetArrayLength().ShouldBe(118);
    }

    [Fact]
    public async Task Rows_that_come_and_go_move_nothing()
    {
        await using var own = new TemporaryServer();
        var moving = await own.StartAsync();
        var seen = new List<string>();
        var url = "/Projects?$orderby=Name&$select=Id,Name";
        for (var page = 0; url is not null; page++)
        {
            var answer = await moving.GetAsync(url, ("Prefer", "maxpagesize=10"));
            seen.AddRange(answer.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("Id").ToString()));
            url = answer.TryGetProperty("@odata.nextLink", out var next) ? next.GetString() : null;
            if (page < 5)
                await moving.Writer.SaveAsync(
                    moving.VendorAccountId,
                    [ODataServer.Project(200 + page)],
                    new HashSet<string>(),
                    CancellationToken.None
                );
            if (page == 3)
                await moving.Writer.DeleteAsync(2, CancellationToken.None);
        }
        seen.ShouldBeUnique();
        for (var id = 1; id <= ODataServer.Projects; id++)
            seen.ShouldContain(id.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_long_ordering_text_still_makes_a_link_of_a_usable_length()
    {
        await using var own = new TemporaryServer();
        var other = await own.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var project = ODataServer.Project(300 + i);
            project.Description = new string((char)('a' + i), 4_000);
            await other.Writer.SaveAsync(other.VendorAccountId, [project], new HashSet<string>(), CancellationToken.None);
        }
        const string query = "/Projects?$orderby=Description desc&$select=Id,Description";
        var first = await other.GetAsync(query, ("Prefer", "maxpagesize=1"));
        var link = first.GetProperty("@odata.nextLink").GetString()!;
        link.Length.ShouldBeLessThan(2_049);
        (await other.GetAsync(link)).GetProperty("value")[0].GetProperty("Description").GetString().ShouldBe(new string('b', 4_000));
        await other.Writer.DeleteAsync(first.GetProperty("value")[0].GetProperty("Id").GetInt64(), CancellationToken.None);
        (await other.SendAsync(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    [Clause("B-7")]
    public async Task A_long_query_travels_inside_its_token()
    {
        var filter = string.Join(" or ", Enumerable.Range(0, 110).Select(i => $"contains(Name,'Project {i:000}')"));
        var url = $"/Projects?$select=Id&$filter={Uri.EscapeDataString(filter)}";
        url.Length.ShouldBeGreaterThan(4_096);
        var link = await NextLinkAsync(url);
        link.Length.ShouldBeLessThanOrEqualTo(2_048);
        (await WalkAsync(url, "9")).ShouldBe(await server.ColumnAsync(url, "Id"));
        (await server.SendAsync(link[..^4] + "AAAA")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.SendAsync(link.Replace("skiptoken=~", "skiptoken=~AAAA", StringComparison.Ordinal))).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await server.SendAsync(link.Replace("/Projects", "/Companies", StringComparison.Ordinal))).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Theory]
    [InlineData("%24select=Id&%24skiptoken={0}&%24filter=Id%20gt%205")]
    [InlineData("skiptoken={0}&select=Id&filter=Id gt 5")]
    public async Task A_link_that_a_client_wrote_anew_goes_on_all_the_same(string query)
    {
        const string whole = "/Projects?$select=Id&$filter=Id gt 5";
        var ids = new List<string>();
        for (var link = await NextLinkAsync(whole); link is not null && ids.Count <= ODataServer.Projects; )
        {
            var token = link[(link.IndexOf("$skiptoken=", StringComparison.Ordinal) + 11)..];
            var answer = await server.GetAsync($"/Projects?{string.Format(CultureInfo.InvariantCulture, query, token)}");
            ids.AddRange(answer.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("Id").ToString()));
            link = answer.TryGetProperty("@odata.nextLink", out var next) ? next.GetString() : null;
        }
        ids.ShouldBe((await server.ColumnAsync(whole, "Id")).Skip(4));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("~.")]
    [InlineData("~AAAA.AAAA")]
    [InlineData("~CwGAQUE.A")]
    [InlineData("~!!!.A")]
    public async Task A_token_that_holds_no_query_is_refused(string token) =>
        (await server.SendAsync($"/Projects?$skiptoken={token}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private static List<long> Ids(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.GetProperty("Id").GetInt64())];

    private async Task<string> NextLinkAsync(string url) =>
        (await server.GetAsync(url, ("Prefer", "maxpagesize=4"))).GetProperty("@odata.nextLink").GetString()!;

    private async Task<List<string>> WalkAsync(string url, string size, string member = "Id")
    {
        var seen = new List<string>();
        for (var next = url; next is not null; )
        {
            var answer = await server.GetAsync(next, ("Prefer", $"odata.maxpagesize={size}"));
            seen.AddRange(answer.GetProperty("value").EnumerateArray().Select(row => row.GetProperty(member).ToString()));
            next = answer.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }
        return seen;
    }

    /// <summary>A server of one test's own, for it changes the store.</summary>
    private sealed class TemporaryServer : IAsyncDisposable
    {
        private readonly ODataServer _own = new();

        public async Task<ODataServer> StartAsync()
        {
            await _own.InitializeAsync();
            return _own;
        }

        public async ValueTask DisposeAsync()
        {
            await _own.DisposeAsync();
            _own.Dispose();
        }
    }
}
