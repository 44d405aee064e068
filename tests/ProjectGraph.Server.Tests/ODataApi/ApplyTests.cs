using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class ApplyTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("topcount", "topcount(2,Mrr)/groupby((Id,Mrr))")]
    [InlineData("bottomcount", "bottomcount(1,Id)/groupby((Id))")]
    [InlineData("topsum", "topsum(200,Mrr)/groupby((Id))")]
    [InlineData("toppercent", "filter(Id le 4)/toppercent(50,Id)/groupby((Id))")]
    [InlineData("bottomsum", "filter(Id le 10)/bottomsum(4,Id)/groupby((Id))")]
    [InlineData("bottompercent", "filter(Id le 4)/bottompercent(30,Id)/groupby((Id))")]
    [InlineData("orderby skip and top", "orderby(Id desc)/skip(1)/top(2)/groupby((Id))")]
    [InlineData("identity and count", "identity/aggregate($count as N)")]
    [InlineData("groups of a list", "filter(Id le 9)/groupby((Tags/Tag),aggregate($count as N))")]
    [InlineData("groups of a navigation to many", "groupby((Managers/Name),aggregate($count as N))")]
    [InlineData(
        "compute after groups",
        "groupby((Archived),aggregate(Mrr with average as A))/compute(A mul 2 as B)/filter(Archived ne null)/groupby((Archived,B))"
    )]
    [InlineData("groups of groups", "groupby((Archived),aggregate($count as N))/groupby((N),aggregate($count as M))")]
    [InlineData(
        "nested groupby",
        "groupby((Archived),groupby((Status),aggregate($count as N)))/aggregate(N with max as Most,$count as Groups)"
    )]
    [InlineData("topcount of each group", "groupby((Archived),topcount(1,Id))/groupby((Id))")]
    [InlineData("concat", "concat(filter(Id le 2)/groupby((Id)),aggregate(Mrr with max as Most))")]
    [InlineData("rollup", "filter(Archived ne null)/groupby((rollup($all,Archived)),aggregate($count as N))")]
    [InlineData("aggregates of a list", "aggregate(Tags/$count as T,Tags/Tag with max as Last,Mrr with sum as S)")]
    [InlineData("search", "search(011 OR 012)/groupby((Name))")]
    [InlineData("order of groups", "groupby((Status),aggregate($count as N))/orderby(Status desc)/top(1)")]
    [InlineData("one group of nothing", "groupby(())")]
    [InlineData("filter by a filtered count", "filter(Tags/$count($filter=Tag ne 'tag0') eq 2)/aggregate($count as N)")]
    public async Task Transformations_follow_each_other(string @case, string apply) =>
        (await server.GetAsync("/Projects?$apply=" + apply)).ShouldMatchSnapshot(@case);

    [Fact]
    public async Task What_keeps_entities_can_be_expanded_and_paged()
    {
        var first = await server.GetAsync(
            "/Projects?$apply=topcount(5,Mrr)&$select=Id&$expand=Owner($select=Name)",
            ("Prefer", "maxpagesize=3")
        );
        first.GetProperty("value").GetArrayLength().ShouldBe(3);
        first.GetProperty("value")[0].GetProperty("Owner").GetProperty("Name").GetString()!.ShouldStartWith("Person");
        var second = await server.GetAsync(first.GetProperty("@odata.nextLink").GetString()!);
        second.GetProperty("value").GetArrayLength().ShouldBe(2);
        second.TryGetProperty("@odata.nextLink", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/Projects?$apply=groupby((Id))")]
    [InlineData("/Projects?$apply=groupby((Id))/compute(Id mul 2 as Twice)&$orderby=Twice desc")]
    [InlineData("/Projects?$apply=concat(groupby((Id)),groupby((Name)))")]
    public async Task Groups_past_a_page_are_walked_by_next_links_each_once(string url)
    {
        var seen = new List<string>();
        for (var next = url; next is not null; )
        {
            var page = await server.GetAsync(next, ("Prefer", "maxpagesize=50"));
            seen.AddRange(page.GetProperty("value").EnumerateArray().Select(row => row.GetRawText()));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }
        seen.Count.ShouldBe(url.Contains("concat", StringComparison.Ordinal) ? 240 : 120);
        seen.ShouldBeUnique();
    }

    [Fact]
    public async Task Options_apply_to_the_groups()
    {
        var answer = await server.GetAsync(
            "/Projects?$apply=groupby((Status),aggregate(Mrr with sum as S))&$compute=S mul 2 as D&$filter=Status ne null&$orderby=D desc&$top=1&$skip=1&$count=true&$select=Status,D"
        );
        answer.ShouldMatchSnapshot();
    }

    [Theory]
    [InlineData("/Projects/$count?$apply=groupby((Status))", "5")]
    [InlineData("/Projects/$count?$apply=topcount(7,Mrr)", "7")]
    [InlineData("/Projects/$count?$apply=groupby((Status),aggregate($count as N))/compute(N mul 2 as M)/filter(M gt 47)", "5")]
    public async Task What_transformations_leave_is_counted(string url, string count)
    {
        using var response = await server.SendAsync(url);
        (await response.Content.ReadAsStringAsync()).ShouldBe(count);
    }

    [Fact]
    public async Task Below_a_navigation_only_its_rows_are_transformed()
    {
        var answer = await server.GetAsync(
            "/Companies(1)/Projects?$apply=groupby((Archived),aggregate($count as N))/aggregate(N with sum as All)"
        );
        using var response = await server.SendAsync("/Companies(1)/Projects/$count");
        answer.GetProperty("value")[0].GetProperty("All").GetRawText().ShouldBe(await response.Content.ReadAsStringAsync());
    }
}
