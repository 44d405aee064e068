using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmSandboxErrorTests : IAsyncLifetime
{
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("grow-crm");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("project_clientid", "null", "The project clientid field is required.")]
    [InlineData("project_clientid", "\"Acme\"", "The selected project clientid is invalid.")]
    [InlineData("project_clientid", "12.5", "The selected project clientid is invalid.")]
    [InlineData("project_creatorid", "999", "The selected project creatorid is invalid.")]
    [InlineData("project_title", "\"\"", "The project title field is required.")]
    [InlineData("project_title", "\"  \"", "The project title field is required.")]
    [InlineData("project_title", "5", "The project title field must be a string.")]
    [InlineData("project_date_start", "null", "The project date start field is required.")]
    [InlineData("project_date_start", "\"01-06-2026\"", "The project date start field must match the format Y-m-d.")]
    [InlineData("project_date_start", "\"2026-02-30\"", "The project date start field must match the format Y-m-d.")]
    [InlineData("project_date_start", "\"2026-6-1\"", "The project date start field must match the format Y-m-d.")]
    [InlineData("project_date_due", "\"2026-06-01T00:00:00Z\"", "The project date due field must match the format Y-m-d.")]
    [InlineData("project_categoryid", "null", "The project categoryid field is required.")]
    [InlineData("project_categoryid", "99", "The selected project categoryid is invalid.")]
    [InlineData("project_description", "[]", "The project description field must be a string.")]
    [InlineData("project_billing_type", "\"daily\"", "The selected project billing type is invalid.")]
    [InlineData("project_billing_rate", "\"a lot\"", "The project billing rate field must be a number.")]
    [InlineData("project_billing_rate", "1e999", "The project billing rate field must be a number.")]
    [InlineData("project_billing_estimated_hours", "true", "The project billing estimated hours field must be a number.")]
    [InlineData("project_billing_costs_estimate", "{}", "The project billing costs estimate field must be a number.")]
    [InlineData("project_progress_manually", "\"yes\"", "The selected project progress manually is invalid.")]
    [InlineData("clientperm_tasks_view", "true", "The selected clientperm tasks view is invalid.")]
    [InlineData("assignedperm_tasks_collaborate", "\"off\"", "The selected assignedperm tasks collaborate is invalid.")]
    public async Task A_bad_value_is_a_422_on_its_field_also_on_update(string field, string value, string message)
    {
        var body = JsonNode
            .Parse("""{"project_clientid":12,"project_title":"x","project_date_start":"2026-06-01","project_categoryid":3}""")!
            .AsObject();
        body.Remove(field);
        var text = body.ToJsonString()[..^1] + $",\"{field}\":{value}}}";
        var before = (await _server.Send("GET", "/api/projects/42")).Text;

        var created = await _server.Send("POST", "/api/projects", text);
        var updated = await _server.Send("PUT", "/api/projects/42", text);

        created.Status.ShouldBe(422);
        created.Json.ShouldBeJson($$"""{"message":"{{message}}","errors":{"{{field}}":["{{message}}"]} }""");
        updated.Status.ShouldBe(field == "project_clientid" ? 200 : 422);
        (await _server.Send("GET", "/api/projects")).Object["meta"]!["total"]!.GetValue<int>().ShouldBe(1);
        if (field != "project_clientid")
            (await _server.Send("GET", "/api/projects/42")).Text.ShouldBe(before);
    }

    [Fact]
    public async Task All_bad_fields_are_reported_together()
    {
        var answer = await _server.Send("POST", "/api/projects", """{"project_billing_type":"daily"}""");

        answer.Status.ShouldBe(422);
        answer.Object["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .ShouldBe(["project_clientid", "project_title", "project_date_start", "project_categoryid", "project_billing_type"]);
        answer.Object["message"]!.GetValue<string>().ShouldBe("The project clientid field is required. (and 4 more errors)");
    }

    [Theory]
    [InlineData("\"project_date_start\":\"2026-09-01\"")]
    [InlineData("\"project_date_start\":\"2026-06-01\",\"project_date_due\":\"2026-05-31\"")]
    public async Task The_due_day_is_compared_with_the_start_that_will_be(string dates)
    {
        var answer = await _server.Send("PUT", "/api/projects/42", "{\"project_title\":\"x\",\"project_categoryid\":3," + dates + "}");

        answer.Status.ShouldBe(422);
        answer.Object["errors"]!.AsObject().Single().Key.ShouldBe("project_date_due");
    }

    [Theory]
    [InlineData("assign", "{}", "The assigned field is required.")]
    [InlineData("assign", """{"assigned":5}""", "The assigned field must be an array.")]
    [InlineData("assign", """{"assigned":null}""", "The assigned field must be an array.")]
    [InlineData("assign", """{"assigned":[5,999]}""", "The selected assigned is invalid.")]
    [InlineData("assign", """{"assigned":[null]}""", "The selected assigned is invalid.")]
    [InlineData("assign", """{"assigned":[{"id":5}]}""", "The selected assigned is invalid.")]
    [InlineData("manager", "{}", "The manager field must be present.")]
    [InlineData("manager", """{"manager":999}""", "The selected manager is invalid.")]
    [InlineData("manager", """{"manager":[2]}""", "The selected manager is invalid.")]
    [InlineData("status", "{}", "The status field is required.")]
    [InlineData("status", """{"status":"done"}""", "The selected status is invalid.")]
    [InlineData("status", """{"status":2}""", "The selected status is invalid.")]
    [InlineData("progress", "{}", "The progress field is required.")]
    [InlineData("progress", """{"progress":-1}""", "The progress field must be between 0 and 100.")]
    [InlineData("progress", """{"progress":101}""", "The progress field must be between 0 and 100.")]
    [InlineData("progress", """{"progress":40.5}""", "The progress field must be an integer.")]
    [InlineData("progress", """{"progress":"half"}""", "The progress field must be an integer.")]
    [InlineData("progress", """{"progress":1e40}""", "The progress field must be an integer.")]
    [InlineData("tags", "{}", "The tags field is required.")]
    [InlineData("tags", """{"tags":"q3"}""", "The tags field must be an array.")]
    [InlineData("tags", """{"tags":["q3",4]}""", "The selected tags is invalid.")]
    [InlineData("tags", """{"tags":[""]}""", "The selected tags is invalid.")]
    public async Task A_bad_action_is_a_422_and_changes_nothing(string action, string body, string message)
    {
        var before = (await _server.Send("GET", "/api/projects/42")).Text;

        var answer = await _server.Send("PUT", $"/api/projects/42/{action}", body);

        answer.Status.ShouldBe(422);
        answer.Object["message"]!.GetValue<string>().ShouldBe(message);
        answer.Object["errors"]![action == "assign" ? "assigned" : action]!.AsArray().Single()!.GetValue<string>().ShouldBe(message);
        (await _server.Send("GET", "/api/projects/42")).Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("{}", "project_title")]
    [InlineData("""{"project_title":"x","project_clientid":999}""", "project_clientid")]
    [InlineData("""{"project_title":"x","project_categoryid":999}""", "project_categoryid")]
    [InlineData("""{"project_title":"x","project_date_start":"soon"}""", "project_date_start")]
    [InlineData("""{"project_title":"x","project_date_start":"2026-12-01"}""", "project_date_due")]
    [InlineData("""{"project_title":"x","project_date_due":"2026-05-01"}""", "project_date_due")]
    [InlineData("""{"project_title":"x","copy_tasks":"yes"}""", "copy_tasks")]
    public async Task A_bad_clone_is_a_422_and_clones_nothing(string body, string field)
    {
        var answer = await _server.Send("POST", "/api/projects/42/clone", body);

        answer.Status.ShouldBe(422);
        answer.Object["errors"]!.AsObject().Single().Key.ShouldBe(field);
        (await _server.Send("GET", "/api/projects")).Object["meta"]!["total"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("sort=title", "sort")]
    [InlineData("order=up", "order")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=all", "limit")]
    [InlineData("page=0", "page")]
    [InlineData("page=1.5", "page")]
    [InlineData("client_id=Acme", "client_id")]
    [InlineData("category_id=-3", "category_id")]
    [InlineData("status=done", "status")]
    public async Task A_bad_list_parameter_is_a_422(string query, string field)
    {
        var answer = await _server.Send("GET", "/api/projects?" + query);

        answer.Status.ShouldBe(422);
        answer.Object["errors"]!.AsObject().Single().Key.ShouldBe(field);
    }

    [Fact]
    public async Task All_bad_list_parameters_are_reported_together_in_the_documents_order()
    {
        var answer = await _server.Send("GET", "/api/projects?page=0&limit=x&order=up&sort=title&category_id=a&client_id=b&status=done");

        answer.Status.ShouldBe(422);
        answer.Object["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .ShouldBe(["status", "client_id", "category_id", "sort", "order", "limit", "page"]);
        answer.Object["message"]!.GetValue<string>().ShouldBe("The selected status is invalid. (and 6 more errors)");
    }

    [Theory]
    [InlineData("POST", "/api/projects", "{", 400)]
    [InlineData("PUT", "/api/projects/42", "[1,", 400)]
    [InlineData("POST", "/api/projects", "[]", 422)]
    [InlineData("POST", "/api/projects", "", 422)]
    [InlineData("PATCH", "/api/projects/42", "{}", 405)]
    [InlineData("GET", "/api/projects/42/status", null, 405)]
    [InlineData("GET", "/api/projects/42/nothing", null, 404)]
    [InlineData("GET", "/projects", null, 404)]
    public async Task What_is_no_request_of_the_documents_is_refused(string method, string path, string? body, int status)
    {
        var answer = await _server.Send(method, path, body);

        answer.Status.ShouldBe(status);
        answer.Object["message"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_body_nested_too_deep_is_a_400()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        (await _server.Send("PUT", "/api/projects/42/tags", "{\"tags\":" + deep + "}")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("assign", """{"assigned":["5","8"]}""")]
    [InlineData("manager", """{"manager":"2"}""")]
    [InlineData("manager", """{"manager":""}""")]
    [InlineData("manager", """{"manager":[]}""")]
    [InlineData("progress", """{"progress":"40"}""")]
    [InlineData("status", """{"status":"completed"}""")]
    public async Task Actions_take_POST_as_well_and_digits_in_a_text(string action, string body) =>
        (await _server.Send("POST", $"/api/projects/42/{action}", body)).Status.ShouldBe(200);

    [Fact]
    public async Task Where_the_documents_contradict_themselves_the_other_reading_can_be_switched_on()
    {
        await _server.Faults("""{"variants":["state-is-archive","timers-id-is-text"]}""");

        (await _server.Send("PUT", "/api/projects/42/archive")).Object["data"]!["active_state"]!.GetValue<string>().ShouldBe("archive");
        (await _server.Send("PUT", "/api/projects/42/stop-timers")).Object["data"].ShouldBeJson("""{"id":"42"}""");
        (await _server.Send("GET", "/api/projects/42")).Object["data"]!["id"]!.GetValue<int>().ShouldBe(42);
    }

    [Fact]
    public async Task A_fault_speaks_as_grow_crm_does()
    {
        await _server.Faults("""{"faults":[{"kind":"status","status":429,"retryAfter":"3","times":1},{"kind":"emptyList"}]}""");

        var refused = await _server.Send("GET", "/api/projects");
        refused.Status.ShouldBe(429);
        refused.Message.Headers.RetryAfter!.ToString().ShouldBe("3");
        refused.Object.Select(member => member.Key).ShouldBe(["message"]);
        (await _server.Send("GET", "/api/projects"))
            .Object["meta"]
            .ShouldBeJson("""{"current_page":1,"last_page":1,"per_page":25,"total":0}""");
    }
}
