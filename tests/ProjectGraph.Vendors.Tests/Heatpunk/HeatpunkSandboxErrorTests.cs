namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkSandboxErrorTests : IAsyncLifetime
{
    private const string Sales = HeatpunkServer.Sales;

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await HeatpunkServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("Sandbox")]
    public async Task A_missing_or_unknown_key_is_a_401(string? key)
    {
        await using var stranger = await HeatpunkServer.Start(key: key);

        foreach (var (method, path) in new[] { ("POST", "create"), ("POST", "list"), ("PATCH", "update"), ("GET", "data") })
        {
            var answer = await stranger.Send(method, $"/api/v1/projects/{path}", method == "GET" ? null : "{}");
            answer.Status.ShouldBe(401);
            answer.Object.Select(member => member.Key).ShouldBe(["status", "message"]);
        }
    }

    [Theory]
    [InlineData("", "must be a JSON object")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("null", "must be a JSON object")]
    [InlineData("owner=sales%40example.com", "not valid JSON")]
    [InlineData("""{"meta":{}}""", "owner is required")]
    [InlineData("""{"owner":null}""", "owner is required")]
    [InlineData("""{"owner":""}""", "owner must be an email address")]
    [InlineData("""{"owner":7}""", "owner must be an email address")]
    [InlineData("""{"owner":"sales@example.com","meta":[]}""", "meta must be an object")]
    [InlineData(
        """{"owner":"sales@example.com","meta":{"status":"lead"}}""",
        "status must be one of Lead, Quote, Sale, Install, Completed, Rejected"
    )]
    [InlineData("""{"owner":"sales@example.com","meta":{"status":null}}""", "status must be one of")]
    [InlineData("""{"owner":"sales@example.com","meta":{"buildDate":"1999"}}""", "buildDate must be one of pre2000, post2000, post2006")]
    [InlineData("""{"owner":"sales@example.com","meta":{"lat":"52.1"}}""", "lat must be a number")]
    [InlineData("""{"owner":"sales@example.com","meta":{"lng":true}}""", "lng must be a number")]
    [InlineData("""{"owner":"sales@example.com","meta":{"lat":90.1}}""", "lat must be between -90 and 90")]
    [InlineData("""{"owner":"sales@example.com","meta":{"lng":-180.5}}""", "lng must be between -180 and 180")]
    [InlineData("""{"owner":"sales@example.com","meta":{"lat":1e999}}""", "lat must be a number")]
    [InlineData("""{"owner":"sales@example.com","meta":{"customerName":5}}""", "customerName must be a string")]
    public async Task A_create_with_a_bad_body_is_a_400_that_names_the_reason(string body, string reason)
    {
        var answer = await _server.Send("POST", "/api/v1/projects/create", body);

        answer.Status.ShouldBe(400);
        answer.Object["status"]!.GetValue<string>().ShouldBe("error");
        answer.Object["message"]!.GetValue<string>().ShouldContain(reason);
        (await _server.List()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"start":"2025-01-01","end":"2025-01-02"}""", "userEmail is required")]
    [InlineData("""{"userEmail":"sales@example.com","end":"2025-01-02"}""", "start is required")]
    [InlineData("""{"userEmail":"sales@example.com","start":"2025-01-01"}""", "end is required")]
    [InlineData("""{"userEmail":"sales@example.com","start":"01/01/2025","end":"2025-01-02"}""", "start must be a date")]
    [InlineData("""{"userEmail":"sales@example.com","start":"2025-1-1","end":"2025-01-02"}""", "start must be a date")]
    [InlineData("""{"userEmail":"sales@example.com","start":"2025-02-30","end":"2025-03-02"}""", "start must be a date")]
    [InlineData("""{"userEmail":"sales@example.com","start":"2025-01-01","end":"2025-01-02T00:00:00Z"}""", "end must be a date")]
    [InlineData("""{"userEmail":"sales@example.com","start":20250101,"end":"2025-01-02"}""", "start must be a date")]
    [InlineData("""{"userEmail":"sales@example.com","start":"2025-01-03","end":"2025-01-02"}""", "start must not be after end")]
    public async Task A_list_with_a_bad_body_is_a_400_that_names_the_reason(string body, string reason)
    {
        var answer = await _server.Send("POST", "/api/v1/projects/list", body);

        answer.Status.ShouldBe(400);
        answer.Object["message"]!.GetValue<string>().ShouldContain(reason);
    }

    [Theory]
    [InlineData("""{"userEmail":"sales@example.com","data":{}}""", 400, "projectId is required")]
    [InlineData("""{"projectId":"986206","userEmail":"sales@example.com","data":{}}""", 400, "projectId must be a number")]
    [InlineData("""{"projectId":986206,"data":{}}""", 400, "userEmail is required")]
    [InlineData("""{"projectId":986206,"userEmail":"sales@example.com"}""", 400, "data is required")]
    [InlineData("""{"projectId":986206,"userEmail":"sales@example.com","data":[]}""", 400, "data must be an object")]
    [InlineData("""{"projectId":986206,"userEmail":"sales@example.com","data":{"meta":"x"}}""", 400, "meta must be an object")]
    [InlineData(
        """{"projectId":986206,"userEmail":"sales@example.com","data":{"meta":{"projectName":"half","status":"Won"}}}""",
        400,
        "status must be"
    )]
    [InlineData("""{"projectId":986206,"userEmail":"nobody@example.com","data":{}}""", 403, "not a member")]
    [InlineData("""{"projectId":986206,"userEmail":"owner@other-team.example","data":{}}""", 403, "not a member")]
    [InlineData("""{"projectId":986206,"userEmail":"new.starter@example.com","data":{}}""", 403, "no access")]
    [InlineData("""{"projectId":986207,"userEmail":"sales@example.com","data":{}}""", 404, "no project 986207")]
    [InlineData("""{"projectId":986206.5,"userEmail":"sales@example.com","data":{}}""", 404, "no project")]
    [InlineData("""{"projectId":-1e300,"userEmail":"sales@example.com","data":{}}""", 404, "no project")]
    public async Task A_refused_update_reports_the_reason_and_changes_nothing(string body, int status, string reason)
    {
        var before = await _server.Row(986206);

        var answer = await _server.Send("PATCH", "/api/v1/projects/update", body);

        answer.Status.ShouldBe(status);
        answer.Object["status"]!.GetValue<string>().ShouldBe("error");
        answer.Object["message"]!.GetValue<string>().ShouldContain(reason);
        (await _server.Row(986206)).ShouldBeJson(before.ToJsonString());
    }

    [Fact]
    public async Task An_email_outside_the_keys_team_is_a_403_for_create_and_list()
    {
        (await _server.Send("POST", "/api/v1/projects/create", """{"owner":"nobody@example.com"}""")).Status.ShouldBe(403);
        const string list = """{"userEmail":"owner@other-team.example","start":"2025-01-01","end":"2025-12-31"}""";
        (await _server.Send("POST", "/api/v1/projects/list", list)).Status.ShouldBe(403);

        await using var otherTeam = await HeatpunkServer.Start(key: "sandbox-other-team");
        (await otherTeam.Send("POST", "/api/v1/projects/list", list)).Object["projects"]!.AsArray().ShouldBeEmpty();
        (await otherTeam.Data(986206, "owner@other-team.example")).Status.ShouldBe(403);
        (await otherTeam.Data(986206, Sales)).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("userEmail=sales%40example.com", 400)]
    [InlineData("projectId=986206", 400)]
    [InlineData("projectId=x&userEmail=sales%40example.com", 400)]
    [InlineData("projectId=1&userEmail=sales%40example.com", 404)]
    [InlineData("projectId=986206&userEmail=nobody%40example.com", 403)]
    [InlineData("projectId=986206&userEmail=new.starter%40example.com", 403)]
    public async Task A_bad_request_for_project_data_is_refused(string query, int status) =>
        (await _server.Send("GET", $"/api/v1/projects/data?{query}")).Status.ShouldBe(status);

    [Theory]
    [InlineData("GET", "/api/v1/projects/list", 405)]
    [InlineData("POST", "/api/v1/projects/update", 405)]
    [InlineData("POST", "/api/v1/projects/archive", 404)]
    [InlineData("DELETE", "/api/v1/projects/softDelete", 404)]
    [InlineData("GET", "/api/v1/projects/986206", 404)]
    [InlineData("POST", "/projects/list", 404)]
    public async Task What_the_document_does_not_describe_is_not_there(string method, string path, int status)
    {
        var answer = await _server.Send(method, path);

        answer.Status.ShouldBe(status);
        answer.Object["status"]!.GetValue<string>().ShouldBe("error");
    }

    [Fact]
    public async Task A_body_nested_too_deep_is_a_400()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        (
            await _server.Send("POST", "/api/v1/projects/create", $$"""{"owner":"sales@example.com","meta":{"x":{{deep}} } }""")
        ).Status.ShouldBe(400);
    }
}
