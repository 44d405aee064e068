using System.Net;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class QueryTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("Tags/$count($filter=Tag eq 'tag1' or Tag eq 'tag2') gt 1", 30)]
    [InlineData("Tags/$count($search=tag2) eq 1", 30)]
    [InlineData("Company/Projects/$count($filter=$it/Id eq Id) eq 1", 103)]
    [InlineData("Progress divby 3 gt 33", 0)]
    [InlineData("Progress divby 2 eq 24.5", 1)]
    [InlineData("Id mod 7 eq 0 and Id div 7 eq 2", 1)]
    [InlineData("DueDate sub StartDate gt duration'P350D'", 32)]
    [InlineData("StartDate add duration'P1D' eq 2024-02-03", 2)]
    [InlineData("CreatedAt add duration'PT1H' le 2024-01-01T11:00:00Z", 1)]
    [InlineData("time(CreatedAt) eq 09:30:00", 4)]
    [InlineData("hour(time(CreatedAt)) eq 9", 5)]
    [InlineData("totalseconds(CreatedAt sub 2024-01-01T08:30:00Z) le 7200", 2)]
    [InlineData("matchesPattern(Name,'^Project 0[0-2]5$')", 3)]
    [InlineData("case(Progress gt 50:'high',Progress ne null:'low',true:'none') eq 'none'", 12)]
    [InlineData("hassubset(Tags/Tag,['tag0','tag1'])", 60)]
    [InlineData("'tag2' in Tags/Tag", 30)]
    [InlineData("Name in (concat('Project ','001'),Number)", 1)]
    [InlineData("substring(Name,-3) eq '005'", 1)]
    [InlineData("cast(Status,Edm.String) eq 'IN_PROGRESS'", 24)]
    [InlineData("cast(Id,Edm.String) eq '12'", 1)]
    [InlineData("isof(Number,Edm.String)", 80)]
    [InlineData("isof(Company,ProjectGraph.Company)", 103)]
    [InlineData("$root/Projects(1)/OwnerId eq OwnerId", 40)]
    [InlineData("Tags/any(t:Managers/any(m:m/Name ne t/Tag))", 90)]
    [InlineData("@p and Id lt 5&@p=Id gt 2", 2)]
    [InlineData("Id in @l&@l=(1,2,3)", 3)]
    [InlineData("Progress lt INF", 108)]
    [InlineData("round(Mrr) eq 1", 1)]
    [InlineData("ceiling(Mrr) eq 2 or floor(Mrr) eq 5", 2)]
    [InlineData("CreatedAt gt maxdatetime() or CreatedAt lt mindatetime()", 0)]
    [InlineData("null in (Status,'x')", 24)]
    [InlineData("not Name in ('Project 001')", 119)]
    [Clause("V-1"), Clause("M-9")]
    public async Task A_filter_leaves_this_many(string filter, int count)
    {
        using var response = await server.SendAsync("/Projects/$count?$filter=" + filter);
        (await response.Content.ReadAsStringAsync()).ShouldBe(count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("011 OR 012", 2)]
    [InlineData("NOT Project", 1)]
    [InlineData("\"Project 01\"", 10)]
    [InlineData("Project AND NOT (01 OR 02)", 95)]
    [InlineData("(011 OR 012) Project", 2)]
    [Clause("A-9"), Clause("I-9")]
    public async Task A_search_has_operators_and_phrases(string search, int count)
    {
        using var response = await server.SendAsync("/Projects/$count?$search=" + Uri.EscapeDataString(search));
        (await response.Content.ReadAsStringAsync()).ShouldBe(count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("filter segment", "/Projects/$filter(Id gt 117)?$select=Id")]
    [InlineData("filter segment by an alias", "/Projects/$filter(@f)?@f=Id lt 2&$select=Id")]
    [InlineData(
        "compute in select",
        "/Projects?$filter=Id le 2&$select=Id&$compute=Id mul 2 as Twice,case(Id eq 1:'one') as Word&$expand=Tags/$count"
    )]
    [InlineData("difference of dates", "/Projects?$filter=Id le 2&$select=Id,Length&$compute=DueDate sub StartDate as Length")]
    [InlineData(
        "compute in expand",
        "/Projects?$filter=Id eq 3&$select=Id&$expand=Tags($compute=length(Tag) as L;$filter=Tag ne 'tag1' and L gt 1;$select=Tag,L;$orderby=L,Tag desc)"
    )]
    [InlineData("search in expand", "/Projects?$filter=Id eq 3&$select=Id&$expand=Tags($search=tag2;$select=Tag;$count=true)")]
    [InlineData("order by a filtered count", "/Projects?$orderby=Tags/$count($filter=Tag ne 'tag0') desc,Id desc&$top=1&$select=Id")]
    public async Task A_question_has_this_answer(string @case, string url) => (await server.GetAsync(url)).ShouldMatchSnapshot(@case);

    [Fact]
    [Clause("A-12")]
    public async Task A_cross_join_puts_each_entity_beside_each()
    {
        using var count = await server.SendAsync("/$crossjoin(Projects,Companies)/$count");
        using var companies = await server.SendAsync("/Companies/$count");
        (await count.Content.ReadAsStringAsync()).ShouldBe(
            (120 * int.Parse(await companies.Content.ReadAsStringAsync(), System.Globalization.CultureInfo.InvariantCulture)).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            )
        );
        var joined = await server.GetAsync(
            "/$crossjoin(Projects,Companies)?$filter=Projects/CompanyId eq Companies/Id and Projects/Id le 2&$expand=Companies($select=Name)&$count=true"
        );
        joined.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task A_cross_join_is_walked_by_next_links()
    {
        var seen = new List<string>();
        for (var next = "/$crossjoin(Companies,People)?$orderby=People/Name desc"; next is not null; )
        {
            var page = await server.GetAsync(next, ("Prefer", "maxpagesize=4"));
            seen.AddRange(page.GetProperty("value").EnumerateArray().Select(row => row.GetRawText()));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }
        seen.ShouldBeUnique();
        using var count = await server.SendAsync("/$crossjoin(Companies,People)/$count");
        seen.Count.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(await count.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_entity_is_found_by_its_address()
    {
        foreach (var id in (string[])["Projects(3)", server.Root + "Projects(3)"])
            (await server.GetAsync($"/$entity?$id={id}&$select=Name")).GetProperty("Name").GetString().ShouldBe("Project 003");
    }

    [Fact]
    public async Task Options_that_are_too_long_for_a_URL_go_in_a_body()
    {
        using var body = new StringContent(
            $"$filter=Id in ({string.Join(',', Enumerable.Range(50, 5_000))})&$select=Id&$top=1",
            Encoding.UTF8,
            "text/plain"
        );
        using var response = await server.Client.PostAsync(new Uri("/odata/Projects/$query", UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        JsonElement.Parse(text).GetProperty("value").GetRawText().ShouldBe("""[{"Id":50}]""");
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var refused = await server.Client.PostAsync(new Uri("/odata/Projects/$query", UriKind.Relative), json);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("(", "INVALID_PATTERN")]
    [InlineData("(?=a)b", "INVALID_PATTERN")]
    [InlineData("(a)\\1", "INVALID_PATTERN")]
    [InlineData("a{900}{900}", "INVALID_PATTERN")]
    [Produces(nameof(ErrorCodes.InvalidPattern))]
    public async Task A_pattern_that_can_not_be_used_is_refused(string pattern, string code)
    {
        using var response = await server.SendAsync($"/Projects?$filter=matchesPattern(Name,'{Uri.EscapeDataString(pattern)}')");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
    }
}
