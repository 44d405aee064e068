using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Postgres.Testing;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>Cursors and links that clients got before a transfer of the store are valid after it.</summary>
[Trait("Store", "PostgreSql")]
public sealed class MovedStoreTests
{
    private const string Page =
        "query($after: String) { projects(first: 7, after: $after, order: { name: ASC }) { nodes { id } pageInfo { endCursor } } }";

    [PostgresFact]
    public async Task Cursors_links_and_delta_links_lead_on_after_the_store_has_moved_to_PostgreSQL()
    {
        using var folder = new TemporaryFolder();
        await using var database = await SharedPostgres.CreateDatabaseAsync();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:ProjectGraph"] = $"Data Source={folder.File("graph.db")}",
            ["Sandbox:File"] = folder.File("sandbox.db"),
            ["Sandbox:ProjectsPerVendor"] = "20",
        };
        using var file = new ServiceInstance(settings);
        await file.StartAsync();
        using var before = file.Client();
        var cursor = (await before.QueryAsync(Page)).GetProperty("projects").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var expected = await AfterAsync(before, cursor);
        var next = await Links.AskAsync(before, "/odata/Projects?$orderby=Name&$select=Id", "odata.maxpagesize=7", "@odata.nextLink");
        var rows = await RowsAsync(before, next);
        var delta = await Links.AskAsync(before, "/odata/Projects?$select=Id", "track-changes", "@odata.deltaLink");
        await file.StopAsync();

        var (exit, _, error) = await ServerProcess.RunAsync(
            folder.File("graph.db"),
            new Dictionary<string, string>(),
            "store",
            "migrate",
            "--from",
            folder.File("graph.db"),
            "--to",
            database.ConnectionString
        );
        (exit, error).ShouldBe((0, ""));

        // At the same address, as documents of some sandboxes name it.
        using var server = new ServiceInstance(
            new Dictionary<string, string>(settings)
            {
                ["Store:Provider"] = "PostgreSql",
                ["ConnectionStrings:ProjectGraph"] = database.ConnectionString,
            },
            file.Port
        );
        await server.StartAsync();
        using var after = server.Client();
        (await AfterAsync(after, cursor)).ShouldBe(expected);
        (await RowsAsync(after, next)).ShouldBe(rows);
        (await RowsAsync(after, delta)).ShouldBeEmpty();
    }

    private static async Task<string[]> AfterAsync(HttpClient http, string? cursor) =>
        (await http.QueryAsync(Page, new { after = cursor })).GetProperty("projects").GetProperty("nodes").Texts("id");

    private static async Task<long[]> RowsAsync(HttpClient http, string link) =>
        [
            .. (await http.GetFromJsonAsync<JsonElement>(link))
                .GetProperty("value")
                .EnumerateArray()
                .Select(row => row.GetProperty("Id").GetInt64()),
        ];
}
