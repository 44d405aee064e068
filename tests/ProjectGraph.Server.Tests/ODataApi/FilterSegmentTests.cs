using System.Globalization;
using System.Net;
using System.Text;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary><c>/$filter(…)</c> in paths and in expressions (URL conventions, section 4.12).</summary>
public sealed class FilterSegmentTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("/Projects/$filter(Id gt 117)/$count", 3)]
    [InlineData("/Projects/$filter(@f)/$count?@f=Id gt 117", 3)]
    [InlineData("/Projects/$filter(@f)/$filter(@g)/$count?@f=Id gt 117&@g=Id lt 120", 2)]
    [InlineData("/Projects/$filter(Id gt 117)/$count?$filter=Id lt 119", 1)]
    [InlineData("/Projects/$filter(@f)/$count?@f=Company/Name eq 'Company 1'", 18)]
    [InlineData("/Projects/$filter(Company%2FName eq 'Company 1')/$count", 18)]
    [InlineData("/Companies/1/Projects/$filter(Id gt 100)/$count", 3)]
    [InlineData("/Companies(1)/Projects/$filter(Id gt 100)/$count?$search=113", 1)]
    [InlineData("/Projects/ProjectGraph.Project/$filter(Id gt 117)/$count", 3)]
    [InlineData("/Projects/$filter(Id gt 117)/ProjectGraph.Project/$count", 3)]
    [InlineData("/Projects/$count?$filter=Tags/$filter(Tag ne 'tag0')/$count eq 2", 30)]
    [InlineData("/Projects/$count?$filter=Tags/$filter(Tag ne 'tag0')/$filter(Tag ne 'tag1')/$count eq 1", 30)]
    [InlineData("/Projects/$count?$filter=Tags/$filter(Tag ne 'tag0')/$count($filter=Tag ne 'tag1') eq 1", 30)]
    [InlineData("/Projects/$count?$filter=Tags/$filter(Tag ne 'tag0')/any()", 60)]
    [InlineData("/Projects/$count?$filter=Tags/$filter(Tag ne 'tag0')/any(t:t/Tag eq 'tag2')", 30)]
    [InlineData("/Projects/$count?$filter=Tags/$filter(Tag eq 'tag0')/any(t:t/Tag eq 'tag2')", 0)]
    [InlineData("/Projects/$count?$filter=Tags/$filter(@f)/any()&@f=Tag eq 'tag2'", 30)]
    [Clause("V-6")]
    public async Task A_condition_on_a_collection_leaves_this_many(string url, int count)
    {
        using var response = await server.SendAsync(url);
        (await response.Content.ReadAsStringAsync()).ShouldBe(count.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Aggregates_orders_and_pages_are_of_the_rows_that_are_left()
    {
        (await server.GetAsync("/Projects/$filter(@f)?@f=Id le 4&$apply=aggregate($count as N,Id with max as M)"))
            .GetProperty("value")
            .GetRawText()
            .ShouldBe("""[{"N":4,"M":4}]""");
        (await server.ColumnAsync("/Projects/$filter(Id le 4)?$orderby=Id desc&$top=2", "Id")).ShouldBe(["4", "3"]);
        var first = await server.GetAsync("/Projects/$filter(Id le 4)?$select=Id&$count=true", ("Prefer", "maxpagesize=3"));
        first.GetProperty("@odata.count").GetInt32().ShouldBe(4);
        (await server.ColumnAsync(first.GetProperty("@odata.nextLink").GetString()!, "Id")).ShouldBe(["4"]);
    }

    [Theory]
    [InlineData("/Projects/$filter(Id gt 117)/118/Name/$value", HttpStatusCode.OK)]
    [InlineData("/Projects/$filter(Id gt 117)/118", HttpStatusCode.OK)]
    [InlineData("/Projects/$filter(Id gt 117)/118/Owner", HttpStatusCode.OK)]
    [InlineData("/Projects/$filter(Id gt 117)/5", HttpStatusCode.NotFound)]
    [InlineData("/Projects/$filter(Id gt 117)/5/Name", HttpStatusCode.NotFound)]
    [InlineData("/Projects/$filter(Id gt 117)/5/Owner", HttpStatusCode.NotFound)]
    [InlineData("/Projects/$filter(Id gt 117)/5/Tags", HttpStatusCode.NotFound)]
    [InlineData("/Projects/$filter(Id gt 117)/5/Tags/$count", HttpStatusCode.NotFound)]
    [InlineData("/Projects/$filter(Id gt 117)(118)", HttpStatusCode.BadRequest)]
    [InlineData("/Projects/1/$filter(Id gt 117)", HttpStatusCode.NotFound)]
    [InlineData("/Projects/$filter(Nope eq 1)", HttpStatusCode.BadRequest)]
    [InlineData("/Projects/$filter(Nope eq 1)/5/Owner", HttpStatusCode.BadRequest)]
    [InlineData("/Projects?$filter=Tags/$filter(Tag eq 'a')", HttpStatusCode.BadRequest)]
    [InlineData("/Projects?$filter=Tags/$filter(Tag eq 'a') eq null", HttpStatusCode.BadRequest)]
    [InlineData("/Projects?$filter=Tags/$filter(Tag eq 'a')/Tag eq 'a'", HttpStatusCode.BadRequest)]
    [InlineData("/Projects?$filter=Tags/$filter(Tag eq 'a'/$count gt 1", HttpStatusCode.BadRequest)]
    [InlineData("/Projects?$filter=Company/$filter(Name eq 'a')/$count gt 1", HttpStatusCode.BadRequest)]
    public async Task Nothing_that_a_condition_leaves_out_is_reached_through_it(string url, HttpStatusCode status)
    {
        using var response = await server.SendAsync(url);
        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("POST", "/Projects/$filter(Id gt 3)", 405)]
    [InlineData("PATCH", "/Projects/$filter(Id gt 3)", 405)]
    [InlineData("DELETE", "/Projects/$filter(Id gt 3)", 405)]
    [InlineData("POST", "/Projects(1)/Tags/$filter(Id gt 0)", 405)]
    [InlineData("PUT", "/Projects/1/Tags/$filter(Id gt 0)", 405)]
    [InlineData("POST", "/Projects/1/Assignees/$filter(Id gt 0)/$ref", 405)]
    [InlineData("DELETE", "/Projects/1/Assignees/$filter(Id gt 0)/3/$ref", 405)]
    [InlineData("PATCH", "/Projects/$filter(Id gt 3)/2", 404)]
    [InlineData("DELETE", "/Projects/$filter(Id gt 3)/2", 404)]
    [InlineData("POST", "/Projects/$filter(Id gt 3)/2/ArchiveProject", 404)]
    public async Task Nothing_is_changed_by_what_a_condition_is_about(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new(method), "/odata" + path)
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        using var response = await server.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
    }
}
