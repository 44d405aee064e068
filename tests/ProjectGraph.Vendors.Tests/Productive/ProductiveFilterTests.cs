using System.Text.Json.Nodes;
using ProjectGraph.Vendors.Productive;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveFilterTests
{
    [Theory]
    [InlineData("""{"status":1}""", "filter[status]=1")]
    [InlineData("""{"companyId":["1",2]}""", "filter[company_id][]=1&filter[company_id][]=2")]
    [InlineData("""{"company_id":"1","projectType":{"notEq":2}}""", "filter[company_id]=1&filter[project_type][not_eq]=2")]
    [InlineData(
        """{"or":[{"query":{"contains":"a&b"}},{"and":[{"status":2}]}]}""",
        "filter[$op]=or&filter[0][query][contains]=a&b&filter[1][$op]=and&filter[1][0][status]=2"
    )]
    [InlineData("{}", "")]
    public void Json_becomes_the_documented_parameters(string filter, string query)
    {
        var parsed = ProductiveFilter.Parse(JsonNode.Parse(filter));

        parsed.Errors.ShouldBeEmpty();
        string.Join('&', parsed.Query.Select(part => $"{part.Key}={part.Value}")).ShouldBe(query);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("""{"or":{}}""")]
    [InlineData("""{"or":[]}""")]
    [InlineData("""{"or":[{"status":1}],"status":1}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":[[1]]}""")]
    [InlineData("""{"status":{"like":1}}""")]
    [InlineData("""{"status":{"eq":{}}}""")]
    [InlineData("""{"status][x":1}""")]
    [InlineData("""{"0":1}""")]
    [InlineData("""{"and":[{"and":[{"and":[{"and":[{"and":[{"status":1}]}]}]}]}]}""")]
    public void Anything_else_is_refused(string filter) =>
        ProductiveFilter.Parse(JsonNode.Parse(filter)).Errors.Select(error => error.Field).Distinct().ShouldBe(["filter"]);
}
