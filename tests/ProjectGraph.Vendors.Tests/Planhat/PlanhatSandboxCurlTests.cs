using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Planhat;

/// <summary>The requests that Planhat's documents print, against a sandbox that contains only the documents' examples.</summary>
public sealed class PlanhatSandboxCurlTests : IAsyncLifetime
{
    private const string Create = """
        {
          "companyId": "61006bc89a3e0b702ed8ea49",
          "startDate": "2021-07-26T04:00:00.000Z",
          "endDate": "2021-07-31T04:00:00.000Z",
          "currency": "USD",
          "mrr": 1000,
          "name": "New project"
         }
        """;

    private const string BulkUpsert = """
        [
          {
          "_id": "6101a50072c0e0884d5e8db1",
          "mrr": 10000
          },
          {
          "companyId": "61006bc89a3e0b702ed8ea49",
          "startDate": "2021-07-25T04:00:00.000Z",
          "endDate": "2021-07-30T04:00:00.000Z",
          "currency": "USD",
          "mrr": 5000,
          "name": "Improvements"
          }
         ]
        """;

    private const string NewProject = "6101a50072c0e0884d5e8db1";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("planhat");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task P1_create_answers_the_document_with_its_id_company_name_and_version()
    {
        var answer = await _server.Send("POST", "/projects", Create);

        answer.Status.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        var project = answer.Object;
        var id = project["_id"]!.GetValue<string>();
        id.ShouldBe("69a55190" + "72c0e0884d" + "5e8db2");
        answer.Text.ShouldMatchSnapshot();
        (await _server.Send("GET", $"/projects/{id}")).Object["name"]!.GetValue<string>().ShouldBe("New project");
    }

    [Theory]
    [InlineData("extid-tenet")]
    [InlineData("srcid-0014x00000TenetUS")]
    public async Task P1b_P1c_create_resolves_a_companys_keyable_to_its_id(string company)
    {
        var answer = await _server.Send("POST", "/projects", $$"""{"name":"By key","companyId":"{{company}}"}""");

        answer.Status.ShouldBe(200);
        answer.Object["companyId"]!.GetValue<string>().ShouldBe("61006bc89a3e0b702ed8ea49");
        answer.Object["companyName"]!.GetValue<string>().ShouldBe("Tenet");
    }

    [Fact]
    public async Task P2_update_answers_the_printed_document()
    {
        var answer = await _server.Send("PUT", "/projects/6101a50072c0e0884d5e8db1", """{ "name": "Big project" }""");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
        (await _server.Send("GET", $"/projects/{NewProject}")).Text.ShouldBe(answer.Text);
    }

    [Theory]
    [InlineData("extid-url%2F123", "60228915f4d2e51f9cc29856")]
    [InlineData("srcid-0064x00000Alvdalen2", "60228bae4a93f65f056d2412")]
    public async Task P2b_P2c_update_finds_a_project_by_keyable(string key, string id)
    {
        var answer = await _server.Send("PUT", $"/projects/{key}", """{"name":"Big project"}""");

        answer.Status.ShouldBe(200);
        answer.Object["_id"]!.GetValue<string>().ShouldBe(id);
        (await _server.Send("GET", $"/projects/{id}")).Object["name"]!.GetValue<string>().ShouldBe("Big project");
    }

    [Fact]
    public async Task P3_get_answers_the_printed_document()
    {
        var answer = await _server.Send("GET", "/projects/609a88660b73992504816060");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Theory]
    [InlineData("extid-url%2F123", "60228915f4d2e51f9cc29856")]
    [InlineData("srcid-0064x00000Alvdalen2", "60228bae4a93f65f056d2412")]
    public async Task P3b_P3c_get_finds_a_project_by_keyable(string key, string id)
    {
        var answer = await _server.Send("GET", $"/projects/{key}");

        answer.Status.ShouldBe(200);
        answer.Object["_id"]!.GetValue<string>().ShouldBe(id);
    }

    [Fact]
    public async Task P4_list_answers_the_printed_rows()
    {
        var answer = await _server.Send("GET", "/projects?limit=2&offset=0&sort=-name&select=_id,name,companyId");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task P5_delete_answers_the_printed_counters()
    {
        var answer = await _server.Send("DELETE", "/projects/6101a50072c0e0884d5e8db1");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldBe("""{"n":1,"ok":1,"deletedCount":1}""");
        (await _server.Send("GET", "/projects/6101a50072c0e0884d5e8db1")).Status.ShouldBe(400);
        (await _server.Send("DELETE", "/projects/6101a50072c0e0884d5e8db1")).Text.ShouldBe("""{"n":0,"ok":1,"deletedCount":0}""");
    }

    [Fact]
    public async Task P6_bulk_upsert_after_the_delete_answers_the_printed_counters()
    {
        await _server.Send("DELETE", $"/projects/{NewProject}");

        var answer = await _server.Send("PUT", "/projects", BulkUpsert);

        answer.Status.ShouldBe(200);
        var id = answer.Object["upsertedIds"]![0]!.GetValue<string>();
        answer.Text.ShouldBe(
            $$"""{"created":1,"createdErrors":[],"insertsKeys":[{"_id":"{{id}}"}],"updated":0,"updatedErrors":[],"updatesKeys":[]"""
                + $$""","nonupdates":0,"modified":[],"upsertedIds":["{{id}}"],"permissionErrors":[]}"""
        );
        (await _server.Send("GET", $"/projects/{id}")).Object["mrr"]!.GetValue<int>().ShouldBe(5000);
        (await _server.Send("GET", $"/projects/{NewProject}")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task P6b_bulk_upsert_counts_the_update_while_the_project_exists()
    {
        var counters = (await _server.Send("PUT", "/projects", BulkUpsert)).Object;

        counters.ShouldMatchSnapshot();
        (await _server.Send("GET", $"/projects/{NewProject}")).Object["mrr"]!.GetValue<int>().ShouldBe(10000);
    }

    [Fact]
    public async Task P6c_repeating_an_update_is_a_nonupdate()
    {
        const string item = """[{"_id":"6101a50072c0e0884d5e8db1","mrr":10000}]""";
        (await _server.Send("PUT", "/projects", item)).Object["updated"]!.GetValue<int>().ShouldBe(1);

        var answer = await _server.Send("PUT", "/projects", item);

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task P6d_bulk_upsert_of_5001_items_is_refused_and_writes_nothing()
    {
        static string Items(int count) =>
            new JsonArray([
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new JsonObject { ["name"] = $"Item {i}", ["companyId"] = "61006bc89a3e0b702ed8ea49" }),
            ]).ToJsonString();

        (await _server.Send("PUT", "/projects", Items(5001))).Status.ShouldBe(400);
        (await _server.Send("GET", "/projects")).Array.Count.ShouldBe(4);
        (await _server.Send("PUT", "/projects", Items(5000))).Object["created"]!.GetValue<int>().ShouldBe(5000);
    }
}
