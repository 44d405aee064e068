namespace ProjectGraph.Vendors.Tests.Heatpunk;

/// <summary>The requests that Heatpunk's document prints, against a sandbox that contains only the document's examples.</summary>
public sealed class HeatpunkSandboxCurlTests : IAsyncLifetime
{
    private const string Create = """
        {
          "owner": "sales@example.com",
          "meta": {
            "customerName": "Joe Bloggs",
            "address": "123 Sample Street",
            "postcode": "AB12 3CD"
          }
        }
        """;

    private const string Update = """
        {
          "projectId": 986206,
          "userEmail": "matt.agnes+pro@midsummerenergy.co.uk",
          "data": {
            "meta": { "status": "Completed"}
          }
        """;

    private SandboxServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await HeatpunkServer.Start();
        _server.Http.DefaultRequestHeaders.Add("accept", "application/json");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task H1_create_answers_the_id_of_a_project_that_its_owner_then_lists()
    {
        var answer = await _server.Send("POST", "/api/v1/projects/create", Create);

        answer.Status.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Text.ShouldMatchSnapshot("response");
        (await _server.List(HeatpunkServer.Sales, "2026-03-02", "2026-03-02")).Single().ShouldMatchSnapshot("listed project");
    }

    [Theory]
    [InlineData("ownerEmail")]
    [InlineData("userEmail")]
    public async Task H2_H2b_list_answers_the_printed_project_for_either_name_of_the_email(string name)
    {
        var body = $$"""
            {
              "{{name}}": "matt.agnes+proBasic@midsummerenergy.co.uk",
              "start": "2025-05-22",
              "end": "2025-11-22"
            }
            """;

        // curl -d without a Content-Type header.
        var answer = await _server.Send("POST", "/api/v1/projects/list", body, "application/x-www-form-urlencoded");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot(name);
    }

    [Fact]
    public async Task H3_update_answers_nothing_and_a_later_list_shows_it()
    {
        var before = await _server.Row(986206);

        var answer = await _server.Send("PATCH", "/api/v1/projects/update", Update + "\n}");

        answer.Status.ShouldBe(204);
        answer.Text.ShouldBeEmpty();
        answer.Message.Content.Headers.ContentType.ShouldBeNull();
        before["status"] = "Completed";
        before["dateModified"] = "2026-03-02T09:00:00.000Z";
        (await _server.Row(986206)).ShouldBeJson(before.ToJsonString());
    }

    [Fact]
    public async Task H3b_update_as_it_is_printed_lacks_a_brace_and_is_a_400()
    {
        var answer = await _server.Send("PATCH", "/api/v1/projects/update", Update);

        answer.Status.ShouldBe(400);
        answer.Object["status"]!.GetValue<string>().ShouldBe("error");
        answer.Object["message"]!.GetValue<string>().ShouldContain("not valid JSON");
        (await _server.Row(986206))["status"]!.GetValue<string>().ShouldBe("Install");
    }
}
