using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server.Tests.Explaining;

[Collection(SharedServer.Name)]
public sealed class ExplainTests(RunningServer server)
{
    private const string Question =
        "query($currency: String) { projects(first: 3, where: { currency: { eq: $currency } }, order: [{ mrr: DESC }]) { totalCount nodes { databaseId name company { name } tags } } }";

    private readonly HttpClient _http = server.Client;

    [Fact]
    public async Task Nobody_is_told_who_did_not_ask() =>
        (await AskAsync(Question, explain: false)).TryGetProperty("extensions", out _).ShouldBeFalse();

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "1")]
    [InlineData(false, "true")]
    public async Task Asking_is_by_the_requests_extensions_or_by_a_header(bool extension, string? header)
    {
        var explain = Explained(await AskAsync(Question, extension, ("GraphQL-Explain", header)));
        explain
            .GetProperty("stages")
            .EnumerateObject()
            .Select(stage => stage.Name)
            .ShouldBeSubsetOf(["parseMs", "validateMs", "planMs", "sqlMs", "writeMs"]);
        explain.GetProperty("cost").GetProperty("typeCost").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Each_field_has_its_plan_and_its_statements_with_their_rows()
    {
        var field = Field(await AskAsync(Question, explain: true));
        Said(field).ShouldMatchSnapshot();
        var statements = field.GetProperty("sql").EnumerateArray().ToArray();
        statements.Length.ShouldBe(3);
        statements.ShouldAllBe(statement =>
            statement.GetProperty("statement").GetString()!.StartsWith("SELECT ") && statement.GetProperty("ms").GetDouble() >= 0
        );
        statements[0].GetProperty("rows").GetInt64().ShouldBe(4, "one more than asked for shows whether more follow");
        statements.ShouldAllBe(statement => statement.GetProperty("storePlan").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Parameters_have_their_types_and_only_the_callers_values()
    {
        var statements = Field(
                await AskAsync(
                    "query($currency: String) { projects(where: { currency: { eq: $currency } }) { nodes { managers { name } } } }",
                    explain: true
                )
            )
            .GetProperty("sql");
        Text(statements[0].GetProperty("parameters")).ShouldBe(["@p0 Text EUR", "@p1 Long"]);
        Text(statements[1].GetProperty("parameters")).ShouldBe(["@parents [Long]"]);

        static string[] Text(JsonElement parameters) =>
            [
                .. parameters
                    .EnumerateArray()
                    .Select(each => string.Join(' ', each.EnumerateObject().Select(member => member.Value.ToString()))),
            ];
    }

    [Fact]
    public async Task A_repeated_question_came_from_the_cache()
    {
        var query = Question.Replace("first: 3", "first: 4", StringComparison.Ordinal);
        var first = Explained(await AskAsync(query, explain: true));
        var second = Explained(await AskAsync(query, explain: true));
        (first.GetProperty("cachedDocument").GetBoolean(), first.GetProperty("fields")[0].GetProperty("cachedPlan").GetBoolean()).ShouldBe(
            (false, false)
        );
        (
            second.GetProperty("cachedDocument").GetBoolean(),
            second.GetProperty("fields")[0].GetProperty("cachedPlan").GetBoolean()
        ).ShouldBe((true, true));
    }

    [Fact]
    public async Task The_url_asks_the_same_in_OData()
    {
        var answer = await AskAsync(Question, explain: true);
        var url = Field(answer).GetProperty("odata").GetString()!;
        url.ShouldStartWith($"{server.Address}odata/Projects?$filter=Currency%20eq%20'EUR'&$orderby=Mrr%20desc&$top=3&$count=true");
        var odata = JsonDocument.Parse(await _http.GetStringAsync(url)).RootElement.GetProperty("value");
        odata
            .EnumerateArray()
            .Select(row => row.GetProperty("Id").GetInt64())
            .ShouldBe(
                answer
                    .GetProperty("data")
                    .GetProperty("projects")
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(row => row.GetProperty("databaseId").GetInt64())
            );
    }

    [Theory]
    [InlineData("last rows", "{ projects(last: 2) { nodes { name } } }")]
    [InlineData("document", "{ projects { nodes { document } } }")]
    [InlineData("search of companies", "{ companies(search: \"a\") { nodes { name } } }")]
    [InlineData(
        "list asked for twice",
        "{ companies(first: 1) { nodes { a: projects(first: 1) { nodes { name } } b: projects(first: 2) { nodes { name } } } } }"
    )]
    [InlineData("weeks", "{ projectAggregates(groupBy: [DUE_DATE_WEEK]) { count } }")]
    [InlineData("search in groups", "{ projectAggregates(search: \"a\", groupBy: [VENDOR]) { count } }")]
    [InlineData(
        "groups without values",
        "{ projectAggregates(groupBy: [DUE_DATE, START_DATE], where: { name: { containsIgnoreCase: \"x\" } }) { __typename } }"
    )]
    public async Task Where_OData_has_no_words_the_reason_stands_in_their_place(string @case, string query)
    {
        var field = Field(await AskAsync(query, explain: true));
        Said(field).ShouldMatchSnapshot(@case);
    }

    [Fact]
    public async Task One_entity_has_the_url_of_its_key()
    {
        var id = (await AskAsync("{ projects(first: 1) { nodes { id } } }", explain: false))
            .GetProperty("data")
            .GetProperty("projects")
            .GetProperty("nodes")[0]
            .GetProperty("id")
            .GetString();
        foreach (var root in new[] { "project", "node" })
        {
            var field = Field(
                await AskAsync($"{{ {root}(id: \"{id}\") {{ id ... on Project {{ name owner {{ name }} }} }} }}", explain: true)
            );
            var url = field.GetProperty("odata").GetString()!;
            url.ShouldContain("/odata/Projects(1)?$select=Id,Name&$expand=Owner(");
            (await _http.GetAsync(url)).IsSuccessStatusCode.ShouldBeTrue(url);
        }
        Field(await AskAsync($"{{ nodes(ids: [\"{id}\"]) {{ id }} }}", explain: true))
            .GetProperty("odata")
            .GetString()!
            .ShouldContain("$filter=Id%20in%20(1)");
    }

    [Fact]
    public async Task Only_the_number_of_rows_is_a_count()
    {
        var answer = await AskAsync("{ projects(where: { currency: { eq: \"EUR\" } }) { totalCount } }", explain: true);
        var url = Field(answer).GetProperty("odata").GetString()!;
        url.ShouldContain("/odata/Projects/$count?$filter=");
        (await _http.GetStringAsync(url)).ShouldBe(answer.GetProperty("data").GetProperty("projects").GetProperty("totalCount").ToString());
    }

    [Fact]
    public async Task A_reader_is_told_everything_but_the_sql()
    {
        var keys = server.Services.GetRequiredService<ApiKeyStore>();
        var key = await keys.CreateAsync("explained reader", AccessRole.Reader, CancellationToken.None);
        var field = Field(await AskAsync(Question, explain: true, ("X-API-Key", key)));
        field.ShouldMatchSnapshot(varying: ["cachedPlan"]);
        field.ToString().ShouldNotContain("SELECT", Case.Sensitive);
    }

    [Fact]
    public async Task The_header_tells_the_same_times()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = Question, extensions = new { explain = true } }),
        };
        using var response = await _http.SendAsync(request);
        var header = response
            .Headers.GetValues("Server-Timing")
            .Single()
            .Split(", ")
            .Select(part => part.Split(";dur="))
            .ToDictionary(part => part[0], part => part[1]);
        var stages = Explained(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement).GetProperty("stages");
        foreach (var stage in stages.EnumerateObject().Where(stage => stage.Name != "writeMs"))
            double.Parse(header[stage.Name[..^2]], System.Globalization.CultureInfo.InvariantCulture)
                .ShouldBe(stage.Value.GetDouble(), tolerance: 0.002, stage.Name);
    }

    /// <summary>The explanation without the statements, which each store has in its own language.</summary>
    private static object Said(JsonElement field) =>
        new
        {
            path = field.GetProperty("path"),
            plan = field.GetProperty("plan"),
            odata = Member(field, "odata"),
            odataReason = Member(field, "odataReason"),
        };

    private static JsonElement? Member(JsonElement field, string name) => field.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement Explained(JsonElement answer) => answer.GetProperty("extensions").GetProperty("explain");

    private static JsonElement Field(JsonElement answer) => Explained(answer).GetProperty("fields").EnumerateArray().ShouldHaveSingleItem();

    private async Task<JsonElement> AskAsync(string query, bool explain, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(
                new
                {
                    query,
                    variables = new { currency = "EUR" },
                    extensions = explain ? new { explain } : null,
                }
            ),
        };
        foreach (var (name, value) in headers)
            if (value is not null)
                request.Headers.Add(name, value);
        using var response = await _http.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
