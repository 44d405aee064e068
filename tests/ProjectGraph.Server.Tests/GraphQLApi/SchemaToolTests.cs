namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The build tools of front ends accept the schema.</summary>
public sealed class SchemaToolTests
{
    private static readonly string SchemaFile = Path.Combine(Repository.Root, "schema/projectgraph.graphql");

    [FactWith("node", "npm")]
    public async Task Relay_compiles_an_application_with_pagination_and_refetching() =>
        (await NodeScript.RunAsync("relay.js", SchemaFile))
            .Trim()
            .Split('\n')
            .ShouldBe([
                "AppCompanyQuery.graphql.js",
                "AppCompany_company.graphql.js",
                "AppListPaginationQuery.graphql.js",
                "AppList_query.graphql.js",
                "AppProject_project.graphql.js",
                "AppQuery.graphql.js",
                "AppRenameMutation.graphql.js",
            ]);

    [FactWith("node", "npm")]
    public async Task Codegen_writes_types_for_the_schema_and_the_examples_that_compile()
    {
        string[] lines = (await NodeScript.RunAsync("codegen.js", SchemaFile, Path.Combine(Repository.Root, "schema/examples")))
            .Trim()
            .Split('\n');
        lines.Length.ShouldBeGreaterThan(50);
        lines.ShouldAllBe(line => line.EndsWith(" types") && !line.EndsWith(": 0 types"));
    }
}
