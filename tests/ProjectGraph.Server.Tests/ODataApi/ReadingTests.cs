using System.Net;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class ReadingTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("Status eq null", 24)]
    [InlineData("Status eq 'IN_PROGRESS'", 24)]
    [InlineData("Status ne 'IN_PROGRESS'", 96)]
    [InlineData("Status in ('IN_PROGRESS',null)", 48)]
    [InlineData("Progress lt 50 or not (Progress lt 50)", 120)]
    [InlineData("not Archived", 90)]
    [InlineData("Archived eq false", 60)]
    [InlineData("Mrr gt 100.25 and Mrr le 102.25", 1)]
    [InlineData("Mrr mul 2 eq 2.5", 1)]
    [InlineData("CreatedAt lt 2024-01-01T10:30:00Z", 1)]
    [InlineData("CreatedAt eq 2024-01-01T11:30:00%2B01:00", 1)]
    [InlineData("year(CreatedAt) eq 2024 and month(CreatedAt) eq 1 and day(CreatedAt) eq 1", 15)]
    [InlineData("date(CreatedAt) eq 2024-01-02", 24)]
    [InlineData("StartDate ge 2024-12-01", 10)]
    [InlineData("contains(Name,'%25')", 1)]
    [InlineData("contains(Name,'_')", 0)]
    [InlineData("startswith(Name,'Project 01')", 10)]
    [InlineData("endswith(Name,'😀')", 1)]
    [InlineData("not(contains(Name,'Project'))", 1)]
    [InlineData("length(Name) eq 11", 119)]
    [InlineData("indexof(Name,'0') eq 8", 98)]
    [InlineData("substring(Name,8) eq '005'", 1)]
    [InlineData("tolower(Name) eq 'project 005'", 1)]
    [InlineData("concat(concat(Number,'/'),Currency) eq 'P-001/EUR'", 1)]
    [InlineData("Name in ('Project 001','Ärger \"mit\" \\ 100 %25 😀')", 2)]
    [InlineData("Company eq null", 17)]
    [InlineData("Company/Name eq 'Company 1'", 18)]
    [InlineData("Company/Name eq null", 17)]
    [InlineData("Tags/any(t:t/Tag eq 'tag2')", 30)]
    [InlineData("Tags/any()", 90)]
    [InlineData("Tags/all(t:t/Tag eq 'tag0')", 60)]
    [InlineData("Tags/$count eq 3", 30)]
    [InlineData("Managers/any(m:m/Name eq 'Person 1')", 120)]
    [InlineData("CustomFields/any(c:c/Name eq 'Area' and c/Value eq 'North')", 60)]
    [InlineData("Owner/OwnedProjects/any(p:p/Id eq $it/Id)", 120)]
    [InlineData("Planhat/Version gt 100", 20)]
    [InlineData("CreatedAt lt now() sub duration'P1D'", 120)]
    [InlineData("Id mod 2 eq 0 and Id div 2 le 3", 3)]
    [InlineData("Id eq @a or Id eq 2&@a=1", 2)]
    [Clause("I-6"), Clause("I-7"), Clause("I-8"), Clause("A-4"), Clause("N-1"), Clause("N-2")]
    public async Task A_filter_leaves_this_many(string filter, int count)
    {
        using var response = await server.SendAsync("/Projects/$count?$filter=" + filter);
        (await response.Content.ReadAsStringAsync()).ShouldBe(count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_entity_is_written_with_its_nulls_and_its_text_unharmed()
    {
        var entity = await server.GetAsync("/Projects(7)");
        entity.ShouldMatchSnapshot(varying: ["SyncedAt"]);
    }

    [Fact]
    public async Task Instants_keep_every_digit() =>
        (await server.GetAsync("/Projects(1)/CreatedAt")).GetProperty("value").GetString().ShouldBe("2024-01-01T09:30:00.1234567Z");

    [Theory]
    [InlineData("/Projects(1)/Name/$value", HttpStatusCode.OK, "Project 001")]
    [InlineData("/Projects(1)/Status/$value", HttpStatusCode.OK, "IN_PROGRESS")]
    [InlineData("/Projects(1)/Mrr/$value", HttpStatusCode.OK, "1.25")]
    [InlineData("/Projects(6)/Mrr", HttpStatusCode.NoContent, "")]
    [InlineData("/Projects(7)/Company", HttpStatusCode.NoContent, "")]
    [InlineData("/Projects(@k)/Name/$value?@k=1", HttpStatusCode.OK, "Project 001")]
    [InlineData("/Projects(Id=1)/Name/$value", HttpStatusCode.OK, "Project 001")]
    [InlineData("/Projects(3)/Tags/$count", HttpStatusCode.OK, "3")]
    [InlineData("/Projects(3)/Company/Projects/$count", HttpStatusCode.OK, "17")]
    [InlineData("/Companies(1)/Projects(1)/Name/$value", HttpStatusCode.OK, "Project 001")]
    [Clause("I-5"), Clause("A-3"), Clause("A-11"), Clause("M-8")]
    public async Task A_path_leads_to_a_value(string path, HttpStatusCode status, string value)
    {
        using var response = await server.SendAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        text.ShouldBe(value);
    }

    [Theory]
    [InlineData("/Projects(999)", 404)]
    [InlineData("/Projects(999)/Tags", 404)]
    [InlineData("/Projects(999)/Name", 404)]
    [InlineData("/Companies(1)/Projects(2)", 404)]
    [InlineData("/Projects(x)", 400)]
    [InlineData("/Projects(1)(2)", 400)]
    [InlineData("/Projects(1)/Name/Name", 404)]
    [InlineData("/Projects(1)?$filter=true", 400)]
    [InlineData("/Projects//Name", 404)]
    [InlineData("/$all", 501)]
    [InlineData("/$crossjoin(Projects)", 400)]
    [InlineData("/$crossjoin(Projects,Nope)", 404)]
    [InlineData("/$entity", 400)]
    [InlineData("/$entity?$id=Projects", 400)]
    [InlineData("/$entity?$id=Projects(999)", 404)]
    [InlineData("/Projects?$id=Projects(1)", 400)]
    [InlineData("/Projects?$schemaversion=7", 404)]
    public async Task A_path_that_leads_nowhere_is_told_so(string path, int status)
    {
        using var response = await server.SendAsync(path);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Navigations_to_many_go_both_ways_through_the_join_table()
    {
        (await server.ColumnAsync("/Projects(1)/Managers", "Name")).ShouldBe(["Person 1"]);
        (await server.ColumnAsync("/People?$filter=Name eq 'Person 1'&$select=Id", "Id")).Length.ShouldBe(1);
        var person = (await server.ColumnAsync("/People?$filter=Name eq 'Person 1'&$select=Id", "Id"))[0];
        using var count = await server.SendAsync($"/People({person})/ManagedProjects/$count");
        (await count.Content.ReadAsStringAsync()).ShouldBe("120");
    }

    [Fact]
    [Clause("O-12"), Clause("A-8")]
    public async Task Expands_nest_filter_order_count_and_cut()
    {
        var answer = await server.GetAsync(
            "/Companies?$filter=Name eq 'Company 1'&$select=Name&$expand=Projects($select=Name;$filter=Id gt 10;$orderby=Id desc;$top=2;$count=true;$expand=Tags($select=Tag),Owner($select=Name))"
        );
        answer.ShouldMatchSnapshot();
    }

    [Fact]
    [Clause("I-9")]
    public async Task An_expand_to_one_that_leads_nowhere_or_does_not_match_is_null()
    {
        var none = await server.GetAsync("/Projects(7)?$select=Name&$expand=Company,Heatpunk,Planhat($select=Version)");
        none.ShouldMatchSnapshot("nothing there");
        var filtered = await server.GetAsync("/Projects(1)?$select=Name&$expand=Company($filter=Name eq 'Other')");
        filtered.ShouldMatchSnapshot("no match");
    }

    [Fact]
    [Clause("A-7")]
    public async Task Nulls_come_first_ascending_and_last_descending()
    {
        (await server.ColumnAsync("/Projects?$orderby=Status,Id&$top=1&$select=Id", "Id")).ShouldBe(["5"]);
        (await server.ColumnAsync("/Projects?$orderby=Status desc,Id desc&$top=1&$select=Id", "Id")).ShouldBe(["119"]);
    }

    [Fact]
    public async Task Groups_have_keys_aggregates_conditions_and_an_order()
    {
        var answer = await server.GetAsync(
            "/Projects?$apply=filter(Mrr ne null)/groupby((Status,Company/Name),aggregate($count as N,Mrr with sum as Total,Mrr with average as Mean))&$filter=N gt 3&$orderby=Total desc&$top=2&$count=true"
        );
        answer.GetProperty("@odata.context").GetString().ShouldBe(server.Root + "$metadata#Projects(Status,N,Total,Mean,Company(Name))");
        var first = answer.GetProperty("value")[0];
        first.GetProperty("N").GetInt32().ShouldBeGreaterThan(3);
        first.GetProperty("Company").GetProperty("Name").ValueKind.ShouldNotBe(JsonValueKind.Undefined);
        (first.GetProperty("Total").GetDecimal() / first.GetProperty("N").GetInt32()).ShouldBe(
            first.GetProperty("Mean").GetDecimal(),
            0.0001m
        );
    }

    [Fact]
    public async Task One_group_over_all_is_exact()
    {
        var all = await server.GetAsync(
            "/Projects?$apply=aggregate($count as N,Mrr with sum as Total,Progress with max as Most,Status with countdistinct as Kinds)"
        );
        all.ShouldMatchSnapshot();
    }

    [Fact]
    [Clause("V-2")]
    public async Task Computed_values_filter_order_and_are_selected()
    {
        var answer = await server.GetAsync(
            "/Projects?$compute=Mrr mul 12 as Yearly&$filter=Yearly gt 1400&$orderby=Yearly desc&$select=Id,Yearly&$top=1"
        );
        answer.ShouldMatchSnapshot();
    }

    [Fact]
    [Clause("A-9")]
    public async Task Search_finds_every_term() =>
        (await server.ColumnAsync("/Projects?$search=project 011&$select=Name", "Name")).ShouldBe(["Project 011"]);

    [Fact]
    [Clause("A-6")]
    public async Task A_count_goes_with_an_empty_page()
    {
        var answer = await server.GetAsync("/Projects?$top=0&$count=true");
        answer.ShouldMatchSnapshot();
    }

    [Fact]
    [Clause("A-11")]
    public async Task References_are_addresses()
    {
        var one = await server.GetAsync("/Projects(1)/Company/$ref");
        one.ShouldMatchSnapshot("to one");
        (await server.GetAsync("/Projects(1)/Managers/$ref")).ShouldMatchSnapshot("to many");
    }

    [Fact]
    public async Task The_same_URL_twice_gives_the_same_bytes()
    {
        const string url = "/Projects?$filter=contains(Name,'01')&$orderby=Name desc&$expand=Company&$top=5";
        (await server.GetAsync(url)).GetRawText().ShouldBe((await server.GetAsync(url)).GetRawText());
    }
}
