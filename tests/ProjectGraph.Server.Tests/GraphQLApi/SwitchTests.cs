using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The operator's switches.</summary>
public sealed class SwitchTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(
        ("GraphQL:Introspection", "false"), ("GraphQL:Batching", "3"), ("Sandbox:ProjectsPerVendor", "5"),
        ("Limits:Depth", "4"), ("Limits:Tokens", "60"), ("Limits:Aliases", "3"), ("Limits:RootFields", "5"),
        ("Limits:Fields", "10"), ("Limits:ListItems", "4"), ("Limits:Nesting", "8"), ("Limits:BodyBytes", "1000"));

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    [Produces(nameof(ErrorCodes.IntrospectionOff))]
    public async Task Without_introspection_nobody_sees_the_schema_by_any_door()
    {
        foreach (var query in (string[])["{ __schema { queryType { name } } }", "{ __type(name: \"Project\") { name } }"])
            (await _server.Client.ErrorAsync(query)).Code().ShouldBe(ErrorCodes.IntrospectionOff.Id, query);
        (await _server.Client.GetAsync("/graphql/schema.graphql")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _server.Client.QueryAsync("{ __typename projects(first: 1) { nodes { __typename } } }")).GetProperty("__typename").GetString().ShouldBe("Query");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql");
        request.Headers.Accept.ParseAdd("text/html");
        using var page = await _server.Client.SendAsync(request);
        (await page.Content.ReadAsStringAsync()).ShouldContain("introspection is off");
        // BI tools need it, and it shows no more than the rows that its readers may read.
        (await _server.Client.GetAsync("/odata/$metadata")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{ projectz { totalCount } }")]
    [InlineData("{ projects(frist: 1) { totalCount } }")]
    [InlineData("{ projects(where: { nam: { eq: \"a\" } }) { totalCount } }")]
    [InlineData("{ projects(where: { status: { eq: ACTIV } }) { totalCount } }")]
    [InlineData("{ projects(where: { status: { eq: \"ACTIVE\" } }) { totalCount } }")]
    [InlineData("{ projects }")]
    [InlineData("{ ... on Projec { id } }")]
    [InlineData("{ node(id: \"x\") { name } }")]
    [InlineData("{ __typename @skip(iff: true) }")]
    [InlineData("query($where: ProjectFilterInpu) { projects(where: $where) { totalCount } }")]
    [InlineData("query($where: ProjectFilterInput) { projects(where: $where) { totalCount } }", """{"where":{"nam":{"eq":"a"}}}""")]
    [InlineData("query($where: ProjectFilterInput) { projects(where: $where) { totalCount } }", """{"where":{"status":{"eq":"ACTIV"}}}""")]
    [InlineData("query($where: ProjectFilterInput) { projects(where: $where) { totalCount } }", """{"where":{"status":{"eq":1}}}""")]
    public async Task Without_introspection_no_error_suggests_a_name(string query, string variables = "{}")
    {
        using var response = await _server.Client.PostAsJsonAsync("/graphql", new { query, variables = JsonElement.Parse(variables) });
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("\"errors\"");
        text.ShouldNotContain("did you mean", Case.Insensitive);
    }

    [Theory]
    [Produces(nameof(ErrorCodes.TooComplex))]
    [InlineData("{ projects(first: 1) { nodes { company { name } } } }", "{ projects(first: 1) { nodes { company { vendorAccount { name } } } } }", "QUERY_TOO_COMPLEX", "5 levels deep")]
    [InlineData("{ a: __typename b: __typename c: __typename }", "{ a: __typename b: __typename c: __typename d: __typename }", "QUERY_TOO_COMPLEX", "4 aliases")]
    [InlineData("{ vendorAccounts { totalCount } projects { totalCount } people { totalCount } companies { totalCount } __typename }", "{ vendorAccounts { totalCount } projects { totalCount } people { totalCount } companies { totalCount } operations { totalCount } __typename }", "QUERY_TOO_COMPLEX", "6 root fields")]
    [InlineData("{ projects { nodes { id name vendor status number url archived progress } } }", "{ projects { nodes { id name vendor status number url archived progress mrr } } }", "QUERY_TOO_COMPLEX", "11 fields")]
    [InlineData("{ projects(where: { vendorId: { in: [\"1\", \"2\", \"3\", \"4\"] } }) { totalCount } }", "{ projects(where: { vendorId: { in: [\"1\", \"2\", \"3\", \"4\", \"5\"] } }) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", "5 items")]
    [InlineData("{ __typename @include(if: true) }", "{ projects(where: { and: [{ and: [{ and: [{ and: [{ and: [] }] }] }] }] }) { totalCount } }", "GRAPHQL_PARSE_FAILED", "8")]
    public async Task A_limit_is_kept_and_nothing_below_it_refused(string atLimit, string beyond, string code, string finding)
    {
        await _server.Client.QueryAsync(atLimit);
        var refused = await _server.Client.ErrorAsync(beyond);
        refused.Code().ShouldBe(code, refused.ToString());
        refused.Message().ShouldContain(finding);
    }

    [Fact]
    public async Task Tokens_are_counted()
    {
        // Braces and as many fields as fit.
        static string Of(int tokens) => "{" + string.Concat(Enumerable.Repeat(" __typename", tokens - 2)) + "}";
        (await _server.Client.ErrorAsync(Of(61))).Code().ShouldBe(ErrorCodes.Syntax.Id);
        (await _server.Client.ErrorAsync(Of(60))).Code().ShouldBe(ErrorCodes.TooComplex.Id, "the tokens are allowed, so that the fields are counted");
    }

    [Fact]
    public async Task Items_of_a_variable_are_counted()
    {
        const string Query = "query($in: [String]) { projects(where: { vendorId: { in: $in } }) { totalCount } }";
        await _server.Client.QueryAsync(Query, new { @in = new[] { "1", "2", "3", "4" } });
        (await _server.Client.ErrorAsync(Query, new { @in = new[] { "1", "2", "3", "4", "5" } })).Code().ShouldBe(ErrorCodes.BadValue.Id);
    }

    [Fact]
    public async Task The_bytes_of_a_body_are_counted()
    {
        static StringContent Of(int length) => new("{\"query\":\"{__typename}\"}".PadRight(length), System.Text.Encoding.UTF8, "application/json");
        (await _server.Client.PostAsync("/graphql", Of(1000))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await _server.Client.PostAsync("/graphql", Of(1001))).ShouldBeErrorAsync(ErrorCodes.BodyTooLarge);
    }

    [Fact]
    public async Task A_list_of_requests_has_a_list_of_answers_in_its_order()
    {
        using var response = await _server.Client.PostAsJsonAsync("/graphql", new object[] { new { query = "{ a: __typename }" }, new { query = "{ nope }" }, new { query = "mutation { __typename }" } });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answers = await response.Content.ReadFromJsonAsync<JsonElement>();
        answers[0].GetProperty("data").GetProperty("a").GetString().ShouldBe("Query");
        answers[1].GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.Invalid.Id);
        answers[2].GetProperty("data").GetProperty("__typename").GetString().ShouldBe("Mutation");
    }

    [Theory]
    [InlineData("[]", "BAD_REQUEST")]
    [InlineData("[7]", "BAD_REQUEST")]
    [InlineData("[{\"query\":\"{__typename}\"},{\"query\":\"{__typename}\"},{\"query\":\"{__typename}\"},{\"query\":\"{__typename}\"}]", "QUERY_TOO_COMPLEX")]
    public async Task A_list_that_is_none_or_too_long_is_refused(string body, string code)
    {
        using var response = await _server.Client.PostAsync("/graphql", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        await response.ShouldBeErrorAsync(ErrorCodes.Find(code)!);
    }
}
