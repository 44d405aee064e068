using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Postgres.Testing;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.Vendors;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>What cannot be recorded is not sent: on a full disk the vendors hear nothing, and readers notice nothing.</summary>
[Trait("Store", "PostgreSql")]
public sealed class FullDiskTests
{
    private const string Company = "61006bc89a3e0b702ed8ea49";
    private const string Create =
        $"mutation {{ createPlanhatProject(input: {{ name: \"No room\", companyId: \"{Company}\", idempotencyKey: \"room\" }}) {{ project {{ name }} }} }}";

    [PostgresFact]
    public async Task Writes_are_refused_before_anything_is_sent_and_go_through_once_there_is_room()
    {
        using var folder = new TemporaryFolder();
        await using var database = await SharedPostgres.CreateDatabaseAsync();
        using var service = new ServiceInstance(
            new Dictionary<string, string>
            {
                ["Store:Provider"] = "PostgreSql",
                ["ConnectionStrings:ProjectGraph"] = database.ConnectionString,
                ["Sandbox:File"] = folder.File("sandbox.db"),
                ["Sandbox:ProjectsPerVendor"] = "20",
            }
        );
        await service.StartAsync();
        using var http = service.Client();
        (await http.DeleteAsync("/sandbox/planhat/_requests")).EnsureSuccessStatusCode();

        await using (await FullDisk.CreateAsync(await SharedPostgres.GetServerAsync(), database.Name, "Operations"))
        {
            var mutation = await http.PostAsJsonAsync("/graphql", new { query = Create });
            await ShouldSayFullAsync(mutation, error => error.GetProperty("errors")[0].GetProperty("extensions"));
            var post = await http.PostAsJsonAsync("/odata/CreatePlanhatProject", new { Name = "No room", CompanyId = Company });
            post.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await ShouldSayFullAsync(post, error => error.GetProperty("error"));
            (await http.QueryAsync("{ projects { totalCount } }"))
                .GetProperty("projects")
                .GetProperty("totalCount")
                .GetInt32()
                .ShouldBeGreaterThan(0);
            (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await WritesAsync(http)).ShouldBe(0);
        (await http.QueryAsync(Create))
            .GetProperty("createPlanhatProject")
            .GetProperty("project")
            .GetProperty("name")
            .GetString()
            .ShouldBe("No room");
        (await WritesAsync(http)).ShouldBe(1);
    }

    private static async Task ShouldSayFullAsync(HttpResponseMessage answer, Func<JsonElement, JsonElement> coded)
    {
        var text = await answer.Content.ReadAsStringAsync();
        coded(JsonDocument.Parse(text).RootElement).GetProperty("code").GetString().ShouldBe(ErrorCodes.StoreFull.Id, text);
        text.ShouldContain("Free space");
        text.ShouldNotContain("Operations");
    }

    private static async Task<int> WritesAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/sandbox/planhat/_requests"))
            .EnumerateArray()
            .Count(request => request.GetProperty("method").GetString() != "GET");
}
