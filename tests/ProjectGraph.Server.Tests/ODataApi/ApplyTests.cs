using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class ApplyTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("topcount(2,Mrr)/groupby((Id,Mrr))", """[{"Id":118,"Mrr":118.25},{"Id":119,"Mrr":119.25}]""")]
    [InlineData("bottomcount(1,Id)/groupby((Id))", """[{"Id":1}]""")]
    [InlineData("topsum(200,Mrr)/groupby((Id))", """[{"Id":118},{"Id":119}]""")]
    [InlineData("filter(Id le 4)/toppercent(50,Id)/groupby((Id))", """[{"Id":3},{"Id":4}]""")]
    [InlineData("filter(Id le 10)/bottomsum(4,Id)/groupby((Id))", """[{"Id":1},{"Id":2},{"Id":3}]""")]
    [InlineData("filter(Id le 4)/bottompercent(30,Id)/groupby((Id))", """[{"Id":1},{"Id":2}]""")]
    [InlineData("orderby(Id desc)/skip(1)/top(2)/groupby((Id))", """[{"Id":118},{"Id":119}]""")]
    [InlineData("identity/aggregate($count as N)", """[{"N":120}]""")]
    [InlineData("filter(Id le 9)/groupby((Tags/Tag),aggregate($count as N))", """[{"N":7,"Tags":[{"Tag":"tag0"}]},{"N":4,"Tags":[{"Tag":"tag1"}]},{"N":2,"Tags":[{"Tag":"tag2"}]}]""")]
    [InlineData("groupby((Managers/Name),aggregate($count as N))", """[{"N":120,"Managers":[{"Name":"Person 1"}]}]""")]
    [InlineData("groupby((Archived),aggregate(Mrr with average as A))/compute(A mul 2 as B)/filter(Archived ne null)/groupby((Archived,B))", """[{"Archived":false,"B":121.7},{"Archived":true,"B":118.5}]""")]
    [InlineData("groupby((Archived),aggregate($count as N))/groupby((N),aggregate($count as M))", """[{"N":30,"M":2},{"N":60,"M":1}]""")]
    [InlineData("groupby((Archived),groupby((Status),aggregate($count as N)))/aggregate(N with max as Most,$count as Groups)", """[{"Most":12,"Groups":15}]""")]
    [InlineData("groupby((Archived),topcount(1,Id))/groupby((Id))", """[{"Id":117},{"Id":119},{"Id":120}]""")]
    [InlineData("concat(filter(Id le 2)/groupby((Id)),aggregate(Mrr with max as Most))", """[{"Id":1},{"Id":2},{"Most":119.25}]""")]
    [InlineData("filter(Archived ne null)/groupby((rollup($all,Archived)),aggregate($count as N))", """[{"Archived":false,"N":60},{"Archived":true,"N":30},{"N":90}]""")]
    [InlineData("aggregate(Tags/$count as T,Tags/Tag with max as Last,Mrr with sum as S)", """[{"T":180,"Last":"tag2","S":6025}]""")]
    [InlineData("search(011 OR 012)/groupby((Name))", """[{"Name":"Project 011"},{"Name":"Project 012"}]""")]
    [InlineData("groupby((Status),aggregate($count as N))/orderby(Status desc)/top(1)", """[{"Status":"CANCELLED","N":24}]""")]
    [InlineData("groupby(())", "[{}]")]
    [InlineData("filter(Tags/$count($filter=Tag ne 'tag0') eq 2)/aggregate($count as N)", """[{"N":30}]""")]
    public async Task Transformations_follow_each_other(string apply, string rows) =>
        (await server.GetAsync("/Projects?$apply=" + apply)).GetProperty("value").GetRawText().ShouldBe(rows);

    [Fact]
    public async Task What_keeps_entities_can_be_expanded_and_paged()
    {
        var first = await server.GetAsync("/Projects?$apply=topcount(5,Mrr)&$select=Id&$expand=Owner($select=Name)", ("Prefer", "maxpagesize=3"));
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
        for (var next = url; next is not null;)
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
        var answer = await server.GetAsync("/Projects?$apply=groupby((Status),aggregate(Mrr with sum as S))&$compute=S mul 2 as D&$filter=Status ne null&$orderby=D desc&$top=1&$skip=1&$count=true&$select=Status,D");
        answer.GetProperty("@odata.context").GetString().ShouldBe(server.Root + "$metadata#Projects(Status,D)");
        answer.GetProperty("@odata.count").GetInt32().ShouldBe(4);
        answer.GetProperty("value").GetArrayLength().ShouldBe(1);
        answer.GetProperty("value")[0].EnumerateObject().Select(member => member.Name).ShouldBe(["Status", "D"]);
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
        var answer = await server.GetAsync("/Companies(1)/Projects?$apply=groupby((Archived),aggregate($count as N))/aggregate(N with sum as All)");
        using var response = await server.SendAsync("/Companies(1)/Projects/$count");
        answer.GetProperty("value")[0].GetProperty("All").GetRawText().ShouldBe(await response.Content.ReadAsStringAsync());
    }
}
