using System.Text.Json;
using Xunit.Abstractions;

namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>Whatever is sent to <c>/graphql</c>, the service responds and lives.</summary>
public sealed class GraphQLFuzzTests(FuzzServer server, ITestOutputHelper output) : IClassFixture<FuzzServer>
{
    private static readonly string[] Tokens =
    [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "!",
        "$",
        "@",
        "...",
        "\"",
        "\"\"\"",
        "\\ud800",
        "\\u{110000}",
        "#",
        ",",
        "null",
        "true",
        "-1",
        "1e400",
        "99999999999999999999",
        "first: 0",
        "last: 3",
        "after: \"AAAA\"",
        "where: {}",
        "or: []",
        "and: [{}]",
        "order: [{name: ASC}]",
        "search: \"\\\"\"",
        "@skip(if: true)",
        "@include(if: $a)",
        "on Project",
        "... on Node { id }",
        "fragment F on Project { ...F }",
        "...F",
        "__typename",
        "__schema { types { name fields { name } } }",
        "query Q",
        "mutation",
        "subscription",
        "%00",
        "%FF",
        "%ED%A0%80",
        "&query={__typename}",
        "&variables={}",
        "&extensions={\"persistedQuery\":1}",
        "😀",
        "\u0000",
        "\u202E",
        "representation(vendor: PLANHAT) { document }",
        "capabilities { fields { field } }",
        "projectAggregates(groupBy: [STATUS]) { count }",
        "tags: { some: {} }",
        "name: { matches: \"(a+)+$\" }",
        "in: []",
        "eq: null",
    ];

    private static readonly FuzzRequest[] Corpus =
    [
        Post(
            "query Q($first: Int = 3, $where: ProjectFilterInput, $a: Boolean = true) { projects(first: $first, where: $where, order: [{ dueDate: ASC }, { name: DESC }]) { totalCount nodes { id name status mrr tags company { name } managers { name email } customFields } edges { cursor } pageInfo { hasNextPage endCursor } } }",
            new
            {
                where = new
                {
                    or = new object[]
                    {
                        new { status = new { eq = "IN_PROGRESS" } },
                        new { name = new { contains = "a" }, mrr = new { gt = 1.5 } },
                    },
                },
            }
        ),
        Post(
            "{ projects(search: \"heat \\\"new project\\\"\", where: { tags: { some: { eq: \"a\" } }, company: { name: { startsWith: \"T\" } }, dueDate: { gte: \"2024-01-01\" } }, first: 2) { nodes { ...P } } } fragment P on Project { id vendor createdAt members: assignees { name } vendorAccount { name } }",
            new { }
        ),
        Post(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Project { name company { projects(first: 2) { nodes { name } } } } ... on Company { name } } }",
            new { ids = new[] { "UHJvamVjdDox", "Q29tcGFueTox", "x" } }
        ),
        Post(
            "{ projectAggregates(where: { status: { neq: COMPLETED } }, groupBy: [VENDOR, STATUS, DUE_DATE_MONTH]) { vendor status dueDateMonth count sum { mrr } average { progress } min { dueDate } } }",
            new { }
        ),
        Post(
            "query($after: String) { companies(first: 2, after: $after) { nodes { name projects(first: 1, order: { updatedAt: DESC }) { totalCount nodes { name representation(vendor: PLANHAT) { document losses { field } } capabilities { liveReads } } } } pageInfo { endCursor } } vendorAccounts { nodes { name status syncRuns(first: 1) { nodes { state read } } } } operations(first: 3) { nodes { id name state errors request { method url } } } }",
            new { after = (string?)null }
        ),
        Post(
            "{ __schema { queryType { name fields { name args { name defaultValue type { ...T } } } } } } fragment T on __Type { kind name ofType { kind name ofType { name } } }",
            new { }
        ),
        Post(
            "mutation M($input: UpdateProjectInput!) { updateProject(input: $input) { project { id name } operation { id state request { method url body } } losses { field reason } errors { code message field } } }",
            new
            {
                input = new
                {
                    projectId = "UHJvamVjdDox",
                    name = "Other",
                    tags = new[] { "a" },
                    dryRun = true,
                    idempotencyKey = "k",
                },
            }
        ),
        Post(
            "mutation { createPlanhatProject(input: { name: \"New\", companyId: \"61006bc89a3e0b702ed8ea49\", custom: { a: 1 }, dryRun: true }) { operation { state } errors { code } } }",
            new { }
        ),
        FuzzRequest.Json("POST", "/graphql", "[{\"query\":\"{ __typename }\"},{\"query\":\"{ a: __typename }\"}]"),
        FuzzRequest.Json(
            "POST",
            "/graphql",
            "{\"query\":\"subscription { projectChanged(after: 0) { kind project { name } } }\"}",
            ("Accept", "text/event-stream")
        ),
        FuzzRequest.Json(
            "POST",
            "/graphql",
            "{\"query\":\"{ projects(first: 1) { nodes { name } } }\",\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"abc\"}}}",
            ("GraphQL-Cost", "report")
        ),
        FuzzRequest.Get(
            "/graphql?query=query($a:Int){projects(first:$a){nodes{name}}}&variables={\"a\":1}&operationName=&extensions={}",
            ("Accept", "application/json")
        ),
        FuzzRequest.Get(
            "/graphql?query={projects(first:2,where:{vendor:{in:[PLANHAT,HEATPUNK]}}){nodes{id}}}",
            ("Accept", "application/graphql-response+json")
        ),
        FuzzRequest.Get("/graphql?query={__typename}", ("Accept", "text/html")),
    ];

    [Fact]
    public Task No_request_makes_GraphQL_fail() => FuzzRun.RunAsync(server.Server, output, Corpus, Tokens);

    private static FuzzRequest Post(string query, object variables) =>
        FuzzRequest.Json(
            "POST",
            "/graphql",
            JsonSerializer.Serialize(new { query, variables }),
            ("Accept", "application/graphql-response+json, application/json")
        );
}
