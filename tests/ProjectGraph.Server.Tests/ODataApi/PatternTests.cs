using System.Net;
using System.Text.Json;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Regular expressions where no .NET code can look at the rows.</summary>
[Trait("Store", "PostgreSql")]
public sealed class PatternTests
{
    [Fact]
    [Produces(nameof(ErrorCodes.UnsupportedPattern))]
    public async Task A_pattern_is_matched_by_PostgreSQL_or_refused_with_the_reason()
    {
        await using var database = await SharedPostgres.CreateDatabaseAsync();
        await using var server = await RunningServer.StartAsync(
            ("Store:Provider", "PostgreSql"),
            ("ConnectionStrings:ProjectGraph", database.ConnectionString),
            ("Sandbox:ProjectsPerVendor", "20")
        );

        (await CountAsync(server, "matchesPattern(Name,'^\\p{Lu}.*(?i)PROJECT')")).ShouldBeGreaterThan(0);
        using var refused = await AskAsync(server, "matchesPattern(Name,Number)");
        refused.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Provide the pattern as a literal");
    }

    private static Task<HttpResponseMessage> AskAsync(RunningServer server, string filter) =>
        server.Client.GetAsync($"/odata/Projects?$count=true&$top=0&$filter={Uri.EscapeDataString(filter)}");

    private static async Task<int> CountAsync(RunningServer server, string filter)
    {
        using var answer = await AskAsync(server, filter);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("@odata.count").GetInt32();
    }
}
