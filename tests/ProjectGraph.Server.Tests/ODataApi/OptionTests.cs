using System.Net;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Paths and options in every spelling that the grammar has for them.</summary>
public sealed class OptionTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("/Projects(Id=3)?$select=Id", """{"Id":3}""")]
    [InlineData("/Projects( 3 )?$select=Id", """{"Id":3}""")]
    [InlineData("/Projects%283%29?$select=Id", """{"Id":3}""")]
    [InlineData("/Projects(Id=@k)/?@k=3&$select=Id", """{"Id":3}""")]
    [InlineData("/Projects(3)/ProjectGraph.Project?$select=ProjectGraph.Project/Id", """{"Id":3}""")]
    [InlineData("/Projects/ProjectGraph.Project(3)?$select=Id", """{"Id":3}""")]
    [InlineData("/Projects(3)/Company/ProjectGraph.Company?$select=Name", """{"Name":"Company 3"}""")]
    [InlineData(
        "/Projects(3)?$select=Id&$expand=ProjectGraph.Project/Company($select=Name)",
        """{"Id":3,"Company":{"Name":"Company 3"}}"""
    )]
    [InlineData(
        "/Projects(3)?$select=Id&$expand=Company/ProjectGraph.Company($select=Name)",
        """{"Id":3,"Company":{"Name":"Company 3"}}"""
    )]
    [InlineData("/Projects(3)?$select=Id&$expand=Tags/$count", """{"Id":3,"Tags@odata.count":3}""")]
    [InlineData("/Projects(3)?$select=Id&$expand=Tags/$count($filter=Tag ne 'tag1')", """{"Id":3,"Tags@odata.count":2}""")]
    [InlineData("/Projects(3)?$select=Id&$expand=Tags($count=true;$top=0)", """{"Id":3,"Tags@odata.count":3,"Tags":[]}""")]
    [InlineData("/Projects(3)?select=Id&EXPAND=Tags(top=1;Skip=1;ORDERBY=Tag desc;select=Tag)", """{"Id":3,"Tags":[{"Tag":"tag1"}]}""")]
    [InlineData("/Projects(3)?$select=Id&$expand=Tags( $top = 1 ; $select = Tag )", """{"Id":3,"Tags":[{"Tag":"tag0"}]}""")]
    [InlineData(
        "/Projects(3)?$select=Id&$expand=Tags($filter=Tag ne 'a;b,c)d(e''' and Tag eq 'tag2';$select=Tag),Company($select=Name)",
        """{"Id":3,"Company":{"Name":"Company 3"},"Tags":[{"Tag":"tag2"}]}"""
    )]
    [InlineData("/Projects(3)?$select= Id , Number ", """{"Id":3,"Number":null}""")]
    [InlineData("/Projects(3)?$select=Id,ProjectGraph.*,ProjectGraph.ArchiveProject,Company", """{"Id":3}""")]
    [InlineData("/Projects(3)?$compute=NaN as X,INF as Y&$select=X,Y", """{"X":null,"Y":"INF"}""")]
    [Clause("I-1"), Clause("I-3"), Clause("M-5"), Clause("M-8")]
    public async Task An_entity_is_read_so(string url, string json) =>
        (await server.GetAsync(url, ("Accept", "application/json;odata.metadata=none"))).GetRawText().ShouldBe(json);

    [Theory]
    [InlineData("$orderby=Id  desc , Name&$top=1", "120")]
    [InlineData("$orderby=Id DESC&$top=1", "120")]
    [InlineData("$orderby=Id eq 5 desc&$top=1", "5")]
    [InlineData("$orderby=@o desc&@o=Id&$top=1", "120")]
    [InlineData("$orderby=null,Id desc&$top=1", "120")]
    [InlineData("$orderby=Number,Id&$top=1", "3")]
    [InlineData("$orderby=Number desc,Id&$top=1", "119")]
    [InlineData("$top=00001", "1")]
    [InlineData("$top=0", "")]
    [InlineData("$skip=119", "120")]
    [InlineData("$skip=9223372036854775807&$top=9223372036854775807", "")]
    public async Task Rows_come_in_this_order_and_number(string options, string ids) =>
        string.Join(',', await server.ColumnAsync($"/Projects?{options}&$select=Id", "Id")).ShouldBe(ids);

    [Theory]
    [InlineData("$top=1&$skip=1&$filter=Id lt 50", 49)]
    [InlineData("$skip=500", 120)]
    [InlineData("$search=\"Project 01\"&$top=2", 10)]
    [InlineData("$apply=groupby((Vendor),aggregate($count as N))&$top=0", 1)]
    [InlineData("$apply=groupby((Status),aggregate($count as N))&$filter=N gt 1&$skip=4", 5)]
    [InlineData("$apply=filter(Id lt 10)&$top=1", 9)]
    [InlineData("$orderby=Name&$top=3&$expand=Tags", 120)]
    [Clause("A-6")]
    public async Task A_count_is_of_all_that_the_page_is_a_part_of(string options, int count) =>
        (await server.GetAsync($"/Projects?$count=TRUE&{options}")).GetProperty("@odata.count").GetInt32().ShouldBe(count);

    [Theory]
    [InlineData("/projects", 404)]
    [InlineData("/Projects()", 400)]
    [InlineData("/Projects('1')", 400)]
    [InlineData("/Projects(id=1)", 400)]
    [InlineData("/Projects(99999999999999999999)", 400)]
    [InlineData("/Projects(-1)", 404)]
    [InlineData("/Projects(@k)", 400)]
    [InlineData("/Projects/ProjectGraph.Company", 404)]
    [InlineData("/Projects(1)/ProjectGraph.Project(1)", 400)]
    [InlineData("/Projects(1)/$count", 404)]
    [InlineData("/Projects/$count/$value", 404)]
    [InlineData("/Projects(1)/Document", 404)]
    [InlineData("/Projects(1)/$value", 501)]
    [InlineData("/Projects?$top=-1", 400)]
    [InlineData("/Projects?$top=1.5", 400)]
    [InlineData("/Projects?$top=", 400)]
    [InlineData("/Projects?$top=9223372036854775808", 400)]
    [InlineData("/Projects?$skip=-1", 400)]
    [InlineData("/Projects?$count=1", 400)]
    [InlineData("/Projects?$select=", 400)]
    [InlineData("/Projects?$select=Id,,Name", 400)]
    [InlineData("/Projects?$select=Company/Name", 400)]
    [InlineData("/Projects?$expand=Tags()", 400)]
    [InlineData("/Projects?$expand=Tags($top=1,$skip=0)", 400)]
    [InlineData("/Projects?$expand=Tags($top=1;$top=2)", 400)]
    [InlineData("/Projects?$expand=Tags($levels=0)", 400)]
    [InlineData("/Projects?$expand=Company($levels=max)", 400)]
    [InlineData("/Projects?$expand=Company($top=1)", 400)]
    [InlineData("/Projects?$expand=Company/ProjectGraph.Project", 400)]
    [InlineData("/Projects?$expand=Company/Name", 400)]
    [InlineData("/Projects?$expand=company", 400)]
    [InlineData("/Projects?$orderby=Name asc desc", 400)]
    [InlineData("/Projects?$orderby=Name,", 400)]
    [InlineData("/Projects?$orderby=Company", 400)]
    [InlineData("/Projects?$search=a OR", 400)]
    [InlineData("/Projects?$search=NOT", 400)]
    [InlineData("/Projects?$search=\"\"", 400)]
    [InlineData("/Projects?$search=a)", 400)]
    [InlineData("/ProjectMembers?$search=a", 501)]
    [InlineData("/ProjectMembers?$search=a OR b", 501)]
    [InlineData("/ProjectMembers?$apply=search(a)", 501)]
    [InlineData("/Projects?filter=true&$filter=true", 400)]
    [Clause("O-7"), Clause("M-7")]
    public async Task What_has_no_meaning_is_refused(string url, int status)
    {
        using var response = await server.SendAsync(url);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        JsonElement.Parse(text).GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/Projects(7)/Company", HttpStatusCode.NoContent)]
    [InlineData("/Projects(7)/Company/Name", HttpStatusCode.NoContent)]
    [InlineData("/Projects(7)/Company/$ref", HttpStatusCode.NoContent)]
    [InlineData("/Projects(3)/Number", HttpStatusCode.NoContent)]
    [InlineData("/Projects(3)/Number/$value", HttpStatusCode.NoContent)]
    [InlineData("/Projects(999)/Company", HttpStatusCode.NotFound)]
    [InlineData("/Projects(999)/Number", HttpStatusCode.NotFound)]
    public async Task What_is_null_has_no_content_and_what_is_not_there_is_not_found(string path, HttpStatusCode status)
    {
        using var response = await server.SendAsync(path);
        response.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.NoContent)
            (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Clause("I-9")]
    public async Task An_expand_of_everything_names_each_navigation_once()
    {
        var project = await server.GetAsync("/Projects(3)?$select=Id&$expand=*/$ref,Company($select=Name)");
        project.GetProperty("Company").GetProperty("Name").GetString().ShouldBe("Company 3");
        project.GetProperty("Owner").GetProperty("@odata.id").GetString().ShouldStartWith(server.Root + "People(");
        project
            .GetProperty("Tags")
            .EnumerateArray()
            .ShouldAllBe(tag => tag.GetProperty("@odata.id").GetString()!.StartsWith(server.Root + "ProjectTags("));
        project.EnumerateObject().Select(member => member.Name).ShouldBeUnique();
    }
}
