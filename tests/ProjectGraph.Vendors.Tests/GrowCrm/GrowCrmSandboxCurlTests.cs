using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

/// <summary>The fourteen operations and the three errors of Grow CRM's documents, on the documents' project.</summary>
public sealed class GrowCrmSandboxCurlTests : IAsyncLifetime
{
    private const string Create = """
        {"project_clientid":12,"project_title":"Website Redesign","project_date_start":"2026-06-01","project_date_due":"2026-08-30",
         "project_categoryid":3,"project_billing_type":"hourly","project_billing_rate":120,"clientperm_tasks_view":"on"}
        """;

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("grow-crm");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task G1_list_answers_rows_meta_and_message()
    {
        var answer = await _server.Send(
            "GET",
            "/api/projects?status=in_progress&client_id=12&category_id=3&search=web&sort=project_created&order=desc&limit=20&page=1"
        );

        answer.Status.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task G2_get_answers_the_printed_project()
    {
        var answer = await _server.Send("GET", "/api/projects/42");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task G3_create_answers_201_with_the_defaults_of_what_was_not_sent()
    {
        var answer = await _server.Send("POST", "/api/projects", Create);

        answer.Status.ShouldBe(201);
        answer.Text.ShouldMatchSnapshot();
        (await _server.Send("GET", "/api/projects/1001")).Object["data"]!.ToJsonString().ShouldBe(answer.Object["data"]!.ToJsonString());
    }

    [Fact]
    public async Task G4_update_changes_the_title_and_never_the_client()
    {
        await using var many = await SandboxServer.Start("grow-crm", projects: 1);
        var body = Create
            .Replace("Website Redesign", "New title", StringComparison.Ordinal)
            .Replace("12,", "1001,", StringComparison.Ordinal);
        (await many.Send("GET", "/api/clients/1001")).Status.ShouldBe(200);

        var answer = await many.Send("PUT", "/api/projects/42", body);

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task G5_delete_answers_200_and_the_project_is_gone()
    {
        var answer = await _server.Send("DELETE", "/api/projects/42");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldBe("""{"data":{"id":42},"message":"Project deleted successfully."}""");
        (await _server.Send("GET", "/api/projects/42")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task G6_assign_replaces_and_clears_the_whole_set()
    {
        (await Data("assign", """{"assigned":[5,8,12]}"""))["assigned"]!.ShouldMatchSnapshot("three people");
        (await Data("assign", """{"assigned":[12,5,12]}"""))["assigned"]!.ShouldMatchSnapshot("one of them twice");
        (await Data("assign", """{"assigned":[]}"""))["assigned"].ShouldBeJson("[]");
        (await _server.Send("GET", "/api/projects/42")).Object["data"]!["assigned"].ShouldBeJson("[]");
    }

    [Fact]
    public async Task G7_manager_is_one_or_none()
    {
        (await Data("manager", """{"manager":2}"""))["managers"]!.ShouldMatchSnapshot("the first");
        (await Data("manager", """{"manager":8}"""))["managers"]!.ShouldMatchSnapshot("another one");
        (await Data("manager", """{"manager":null}"""))["managers"].ShouldBeJson("[]");
    }

    [Fact]
    public async Task G8_status_has_its_own_message()
    {
        var answer = await _server.Send("PUT", "/api/projects/42/status", """{"status":"on_hold"}""");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task G9_progress_is_a_whole_number_up_to_100()
    {
        (await Data("progress", """{"progress":40}"""))["progress"]!.GetValue<int>().ShouldBe(40);
        var full = await Data("progress", """{"progress":100}""");
        full["status"]!.GetValue<string>().ShouldBe("in_progress");
        full["progress_manually"]!.GetValue<string>().ShouldBe("no");
        (await _server.Send("PUT", "/api/projects/42/progress", """{"progress":101}""")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task G10_tags_are_replaced_and_cleared()
    {
        (await Data("tags", """{"tags":["priority","q3"]}"""))["tags"].ShouldBeJson("""["priority","q3"]""");
        (await Data("tags", """{"tags":["\uD83D\uDD25","a","\uD83D\uDD25"]}"""))["tags"].ShouldBeJson("""["\uD83D\uDD25","a"]""");
        (await Data("tags", """{"tags":[]}"""))["tags"].ShouldBeJson("[]");
    }

    [Fact]
    public async Task G11_archive_sets_archived() => (await Data("archive"))["active_state"]!.GetValue<string>().ShouldBe("archived");

    [Fact]
    public async Task G12_restore_sets_active_and_both_can_be_repeated()
    {
        await Data("archive");
        await Data("archive");
        (await Data("restore"))["active_state"]!.GetValue<string>().ShouldBe("active");
        (await Data("restore"))["active_state"]!.GetValue<string>().ShouldBe("active");
    }

    [Fact]
    public async Task G13_stop_timers_answers_the_id_and_stops_what_runs()
    {
        var answer = await _server.Send("PUT", "/api/projects/42/stop-timers");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldBe("""{"data":{"id":42},"message":"Project timers stopped successfully."}""");
        (await _server.Send("GET", "/api/timers?project_id=42&order=asc")).Text.ShouldMatchSnapshot("timers afterwards");
        (await _server.Send("GET", "/api/tasks/120")).Object["data"]!["time_logged"]!.GetValue<int>().ShouldBe(3600 + 1800);
        (await _server.Send("PUT", "/api/projects/42/stop-timers")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task G14_clone_is_a_fresh_project_with_the_sources_values()
    {
        var answer = await _server.Send("POST", "/api/projects/42/clone", """{"project_title":"Copy","copy_tasks":"on"}""");

        answer.Status.ShouldBe(201);
        answer.Text.ShouldMatchSnapshot();
        (await _server.Send("GET", "/api/tasks?project_id=1001")).Object["meta"]!["total"]!.GetValue<int>().ShouldBe(2);
    }

    [Theory]
    [InlineData("\"project_date_due\":\"2026-05-31\"", "project_date_due")]
    [InlineData("\"project_title\":null", "project_title")]
    [InlineData("\"project_clientid\":999999", "project_clientid")]
    public async Task G15_a_bad_create_is_a_422_that_names_the_field(string change, string field)
    {
        var body = JsonNode.Parse(Create)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse("{" + change + "}")!.AsObject())
            body[name] = value?.DeepClone();

        var answer = await _server.Send("POST", "/api/projects", body.ToJsonString());

        answer.Status.ShouldBe(422);
        answer.Object.Select(member => member.Key).ShouldBe(["message", "errors"]);
        var error = answer.Object["errors"]!.AsObject().Single();
        error.Key.ShouldBe(field);
        error.Value!.AsArray().Single()!.GetValue<string>().ShouldBe(answer.Object["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/assign")]
    [InlineData("PUT", "/manager")]
    [InlineData("PUT", "/status")]
    [InlineData("PUT", "/progress")]
    [InlineData("PUT", "/tags")]
    [InlineData("PUT", "/archive")]
    [InlineData("PUT", "/restore")]
    [InlineData("PUT", "/stop-timers")]
    [InlineData("POST", "/clone")]
    public async Task G16_an_unknown_project_is_a_404(string method, string action)
    {
        foreach (var id in new[] { "999999", "abc", "042" })
        {
            var answer = await _server.Send(method, $"/api/projects/{id}{action}", method == "GET" ? null : "{}");

            answer.Status.ShouldBe(404);
            answer.Text.ShouldBe("""{"message":"Project not found."}""");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer")]
    [InlineData("Basic sandbox")]
    public async Task G17_no_key_is_the_printed_401(string? authorization)
    {
        await using var stranger = await SandboxServer.Start("grow-crm", authorization: authorization);

        var answer = await stranger.Send("GET", "/api/projects");

        answer.Status.ShouldBe(401);
        answer.Text.ShouldBe("""{"message":"Unauthorized. A valid API key is required."}""");
    }

    private async Task<JsonNode> Data(string action, string? body = null)
    {
        var answer = await _server.Send("PUT", $"/api/projects/42/{action}", body);
        answer.Status.ShouldBe(200);
        answer.Object["message"]!.GetValue<string>().ShouldEndWith("successfully.");
        return answer.Object["data"]!;
    }
}
