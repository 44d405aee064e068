using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>The features of OData that are left out (docs/decisions/odata-scope.md) are refused by name, and with what to use instead.</summary>
public sealed class UnofferedTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("GET", "/$all", "$all", "$batch")]
    [InlineData("GET", "/$root/Projects(1)", "$root", "name of a set")]
    [InlineData("GET", "/Projects/$each", "$each", "$batch")]
    [InlineData("PATCH", "/Projects/$each", "$each", "$batch")]
    [InlineData("DELETE", "/Projects/$filter(@f)/$each?@f=Id gt 1", "$each", "$batch")]
    [InlineData("POST", "/Projects/$filter(Id gt 1)/$each/ArchiveProject", "$each", "$batch")]
    [InlineData("GET", "/Projects/$query", "$query", "POST")]
    [InlineData("GET", "/Projects/1/$value", "$value of an entity", "$value of one of its properties")]
    [InlineData("GET", "/Projects?$index=1", "$index", "$orderby")]
    [InlineData("GET", "/Projects?$apply=join(Tags as T)", "The transformation join", "groupby((Tags/Tag))")]
    [InlineData("GET", "/Projects?$apply=outerjoin(Tags as T)", "The transformation outerjoin", "groupby((Tags/Tag))")]
    [InlineData("GET", "/Projects?$apply=nest(groupby((Status)) as N)", "The transformation nest", "groupby((Tags/Tag))")]
    [InlineData("GET", "/Projects?$apply=addnested(Tags,identity as N)", "The transformation addnested", "$expand")]
    [InlineData("GET", "/Projects?$apply=expand(Tags,filter(Tag eq 'a'))", "The transformation expand", "$expand")]
    [InlineData("GET", "/Projects?$apply=ancestors(a,b)", "The transformation ancestors", "filter(")]
    [InlineData("GET", "/Projects?$apply=Custom.transform(a)", "The custom transformation custom.transform", "the extension itself")]
    [InlineData("GET", "/Projects?$apply=aggregate(Mrr with sum from Status as S)", "from", "Group twice")]
    [InlineData("GET", "/Projects?$expand=Tags($apply=topcount(1,Id))", "$apply within $expand", "the collection of one entity")]
    [InlineData("GET", "/Projects?$apply=groupby((Status))&$expand=Company", "$expand after a grouping", "groupby((Company/Name))")]
    [InlineData("GET", "/Projects?$filter=Tags/$filter(Id gt 1)/all(t:t/Id gt 2)", "all after $filter", "Put the condition into all")]
    [InlineData("GET", "/Projects?$filter=geo.length(Name) gt 1", "geo.length", "$metadata")]
    [InlineData("GET", "/ProjectMembers?$search=a", "$search in ProjectMembers", "$filter")]
    [Produces(nameof(ErrorCodes.NotImplemented))]
    [Clause("O-7"), Clause("B-16")]
    public async Task A_feature_is_refused_with_what_to_use_instead(string method, string url, string feature, string instead)
    {
        using var request = new HttpRequestMessage(new(method), "/odata" + url);
        if (method != "GET")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await server.Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(501, body);
        var error = JsonElement.Parse(body).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("NOT_IMPLEMENTED");
        var message = error.GetProperty("message").GetString()!;
        message.ShouldContain(feature);
        message.ShouldContain(instead);
        message.ShouldEndWith(".");
    }
}
