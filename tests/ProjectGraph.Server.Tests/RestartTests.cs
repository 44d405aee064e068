using System.Net.Http.Json;

namespace ProjectGraph.Server.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_restart_keeps_the_data()
    {
        var before = await ProjectsAsync();
        before.ShouldContain("databaseId");
        (await ProjectsAsync()).ShouldBe(before);
    }

    private async Task<string> ProjectsAsync()
    {
        await using var server = await RunningServer.StartAsync(
            ("ConnectionStrings:ProjectGraph", $"Data Source={_folder.File("graph.db")}"),
            ("Sandbox:File", _folder.File("sandbox.db"))
        );
        var answer = await server.Client.PostAsJsonAsync(
            "/graphql",
            new { query = "{ projects(first: 1000) { totalCount nodes { databaseId vendorId name } } }" }
        );
        return await answer.Content.ReadAsStringAsync();
    }
}
