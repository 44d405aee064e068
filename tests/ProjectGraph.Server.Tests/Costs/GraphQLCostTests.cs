using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Costs;

[Collection(SharedServer.Name)]
public sealed class GraphQLCostTests(RunningServer server)
{
    private const string Absurd = "{ companies(first: 1000) { nodes { projects(first: 1000) { nodes { name managers { name } } } } } }";
    private readonly HttpClient _http = server.Client;

    [Theory]
    // By the specification's defaults: 1 for what has fields of its own, 0 for the rest, Query included.
    [InlineData("{ __typename }", 0, 1)]
    [InlineData("{ projects(first: 10) { nodes { name } } }", 1 + 1, 1 + 1 + 10)]
    [InlineData("{ projects { nodes { name } } }", 1 + 1, 1 + 1 + 50)]
    [InlineData("{ projects(last: 10) { edges { node { name } } } }", 1 + 1 + 10, 1 + 1 + 10 + 10)]
    [InlineData("{ projects(first: 10) { pageInfo { endCursor } } }", 1 + 1, 1 + 1 + 10)]
    [InlineData("{ projects { totalCount } }", 1 + 10, 1 + 1)]
    [InlineData("{ a: projects(first: 10) { nodes { name } } b: projects(first: 10) { nodes { name } } }", 4, 1 + 11 + 11)]
    [InlineData(
        "{ projects(first: 10) { nodes { company { name } managers { name } tags } } }",
        1 + 1 + (10 * (1 + 1 + 10)),
        1 + 1 + 10 + 10 + 100
    )]
    [InlineData("{ companies(first: 10) { nodes { projects(first: 5) { nodes { name } } } } }", 1 + 1 + 10 + 10, 1 + 1 + 10 + 10 + 50)]
    [InlineData(
        "{ projects(first: 10, where: { name: { eq: \"a\" }, tags: { some: { eq: \"b\" } } }) { nodes { name } } }",
        1 + 1 + 1 + 1 + 5 + 1,
        12
    )]
    [InlineData("{ projects(first: 10, search: \"a\") { nodes { name } } }", 1 + 1 + 10, 12)]
    [InlineData("{ nodes(ids: [\"UHJvamVjdDox\", \"UHJvamVjdDoy\"]) { id } }", 1, 1 + 2)]
    [InlineData(
        "{ node(id: \"UHJvamVjdDox\") { ... on Project { company { name } } ... on VendorAccount { projects(first: 3) { nodes { name } } } } }",
        1 + 1 + 1,
        1 + 1 + 1 + 3
    )]
    [InlineData("{ projectAggregates(groupBy: [VENDOR]) { count sum { mrr } } }", 100 + 1000, 1 + 1000 + 1000)]
    [InlineData("query($no: Boolean = false) { projects(first: 10) { nodes { name company @include(if: $no) { name } } } }", 2, 12)]
    public async Task Costs_are_those_of_the_specification(string query, double fieldCost, double typeCost)
    {
        var cost = (await AskAsync(query, "validate")).GetProperty("extensions").GetProperty("cost");
        (cost.GetProperty("fieldCost").GetDouble(), cost.GetProperty("typeCost").GetDouble()).ShouldBe((fieldCost, typeCost));
    }

    [Fact]
    public async Task Variables_count_with_their_values()
    {
        const string Query = "query($first: Int, $where: ProjectFilterInput) { projects(first: $first, where: $where) { nodes { name } } }";
        (await CostAsync(Query, new { first = 7 })).ShouldBe((2, 9));
        (await CostAsync(Query, new { first = 70 })).ShouldBe((2, 72));
        (await CostAsync(Query, new { })).ShouldBe((2, 52));
        (await CostAsync(Query, new { first = 7, where = new { company = new { name = new { eq = "a" } } } })).ShouldBe((5, 9));
    }

    [Fact]
    public async Task Report_gives_the_cost_beside_the_data_and_validate_instead_of_them()
    {
        const string Query = "{ projects(first: 2) { nodes { name } } }";
        var reported = await AskAsync(Query, "report");
        reported.GetProperty("data").GetProperty("projects").GetProperty("nodes").GetArrayLength().ShouldBe(2);
        reported.GetProperty("extensions").GetProperty("cost").GetProperty("maxTypeCost").GetDouble().ShouldBe(100_000);
        var validated = await AskAsync(Query, "validate");
        validated.GetProperty("data").ValueKind.ShouldBe(JsonValueKind.Null);
        validated.TryGetProperty("errors", out _).ShouldBeFalse();
        validated.GetProperty("extensions").GetProperty("cost").GetProperty("typeCost").GetDouble().ShouldBe(4);
        (await AskAsync(Query, null)).TryGetProperty("extensions", out _).ShouldBeFalse();
    }

    [Fact]
    [Produces(nameof(ErrorCodes.QueryTooCostly))]
    public async Task What_costs_too_much_is_refused_with_the_change_that_fits()
    {
        var error = await _http.ErrorAsync(Absurd);
        error.Code().ShouldBe("QUERY_TOO_COSTLY");
        error.Message().ShouldContain("Most of it lies in `companies.nodes.projects.nodes.managers`");
        error.Message().ShouldContain("ask for `companies(first: 9)`");
        var fits = error.GetProperty("extensions").GetProperty("fits").EnumerateArray().ToArray();
        fits[0].GetProperty("value").GetInt64().ShouldBe(9);
        (await AskAsync(Absurd.Replace("companies(first: 1000)", "companies(first: 9)", StringComparison.Ordinal), "validate"))
            .TryGetProperty("errors", out _)
            .ShouldBeFalse();
        (await _http.ErrorAsync(Absurd.Replace("companies(first: 1000)", "companies(first: 10)", StringComparison.Ordinal)))
            .Code()
            .ShouldBe("QUERY_TOO_COSTLY");
    }

    [Fact]
    public async Task Nothing_of_what_is_refused_has_run()
    {
        var error = await AskAsync(
            "mutation { createProject(input: { vendorAccountId: \"x\", name: \"x\" }) { project { company { projects(first: 1000) { nodes { company { projects(first: 1000) { nodes { name } } } } } } } } }",
            "report"
        );
        error.GetProperty("errors")[0].Code().ShouldBe("QUERY_TOO_COSTLY");
        error.TryGetProperty("data", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/graphql-response+json", HttpStatusCode.BadRequest)]
    public async Task A_refusal_has_the_status_of_a_request_that_never_ran(string accept, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Absurd }) };
        request.Headers.Accept.ParseAdd(accept);
        (await _http.SendAsync(request)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task What_a_front_end_asks_fits_by_far()
    {
        var (field, type) = await CostAsync(
            "{ projects(first: 50, where: { status: { eq: IN_PROGRESS } }, order: [{ dueDate: ASC }]) { totalCount pageInfo { endCursor } nodes { name company { name } owner { name } managers { name } assignees { name } tags contacts } } }",
            null
        );
        field.ShouldBeLessThan(2_000);
        type.ShouldBeLessThan(2_000);
    }

    [Fact]
    public async Task Introspection_is_counted_and_the_tools_own_query_fits()
    {
        const string Types =
            "fragment T on __Type { name ofType { name ofType { name ofType { name ofType { name ofType { name ofType { name ofType { name } } } } } } } }";
        const string Tools =
            "{ __schema { types { name fields { name args { name type { ...T } } type { ...T } } inputFields { name type { ...T } } enumValues { name } possibleTypes { ...T } interfaces { ...T } } directives { name args { name type { ...T } } } } } "
            + Types;
        (await CostAsync(Tools, null)).Type.ShouldBeInRange(5_000, 50_000);
        var repeated = string.Join(
            ' ',
            Enumerable.Range(0, 20).Select(i => $"a{i}: __schema {{ types {{ name fields {{ name args {{ name type {{ ...T }} }} }} }} }}")
        );
        (await _http.ErrorAsync($"{{ {repeated} }} {Types}")).Code().ShouldBe("QUERY_TOO_COSTLY");
    }

    [Fact]
    public async Task The_schema_says_its_own_weights()
    {
        var sdl = await _http.GetStringAsync("/graphql/schema.graphql");
        sdl.ShouldContain("directive @cost(");
        sdl.ShouldContain(
            "@listSize(assumedSize: 50, slicingArguments: [\"first\", \"last\"], sizedFields: [\"nodes\", \"edges\"], requireOneSlicingArgument: false)"
        );
        sdl.ShouldContain("totalCount: Int! @cost(weight: \"10\")");
    }

    private async Task<(double Field, double Type)> CostAsync(string query, object? variables)
    {
        var cost = (await AskAsync(query, "validate", variables)).GetProperty("extensions").GetProperty("cost");
        return (cost.GetProperty("fieldCost").GetDouble(), cost.GetProperty("typeCost").GetDouble());
    }

    private async Task<JsonElement> AskAsync(string query, string? header, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        if (header is not null)
            request.Headers.Add("GraphQL-Cost", header);
        using var response = await _http.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
