namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataSandboxErrorTests : IAsyncLifetime
{
    private const string Project = $"/api/v2/projects/{CoreDataServer.Project}/";
    private const string Space = CoreDataServer.Space;
    private const string Nobody = "d4d780ae-7758-11ee-9f6f-2b890065fae7";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await CoreDataServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("apikey")]
    [InlineData("apikey sandbox")]
    [InlineData("apikey sandbox:wrong")]
    [InlineData("apikey nobody:sandbox")]
    [InlineData("apikey sandbox:sandbox:more")]
    [InlineData("Bearer sandbox:sandbox")]
    public async Task A_missing_or_bad_key_is_a_401_without_a_body(string? authorization)
    {
        await using var stranger = await CoreDataServer.Start(authorization: authorization);

        var answer = await stranger.Send("GET", "/api/v2/projects/");

        answer.Status.ShouldBe(401);
        answer.Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ApiKey sandbox:sandbox")]
    [InlineData("apikey padme:sandbox")]
    public async Task The_scheme_may_be_spelt_in_any_case_and_each_user_has_a_key(string authorization)
    {
        await using var caller = await CoreDataServer.Start(authorization: authorization);

        (await caller.Send("GET", "/api/v2/projects/")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_guest_reads_and_does_not_write()
    {
        await using var guest = await CoreDataServer.Start(authorization: "apikey guest:sandbox");

        (await guest.Send("GET", Project)).Status.ShouldBe(200);
        var answer = await guest.Send("PUT", Project, """{"title":"x"}""");
        answer.Status.ShouldBe(403);
        answer.Object.Select(member => member.Key).ShouldBe(["error"]);
        (await guest.Send("DELETE", Project)).Status.ShouldBe(403);
        (await guest.Send("POST", "/api/v2/projects/", $$"""{"title":"x","space":"{{Space}}"}""")).Status.ShouldBe(403);
        (await guest.Get(CoreDataServer.Project))["title"]!.GetValue<string>().ShouldBe("Project");
    }

    [Theory]
    [InlineData("{}", """{"space":["This field is required."],"title":["This field is required."]}""")]
    [InlineData("""{"space":null,"title":null}""", """{"space":["This field cannot be null."],"title":["This field cannot be null."]}""")]
    public async Task A_create_without_mandatory_fields_reports_all_of_them(string body, string errors) =>
        (await Refused(body)).ShouldBe("{\"projects\":" + errors + "}");

    [Theory]
    [InlineData("title", "\" \"", "This field may not be blank.")]
    [InlineData("title", "7", "Not a valid string.")]
    [InlineData("space", """{"id":"S"}""", "Not a valid string.")]
    [InlineData("space", "\"N\"", "Could not find the provided object 'N'.")]
    [InlineData("due_date", "\"03.01.2022\"", "Not a valid date. Use the format YYYY-MM-DD.")]
    [InlineData("due_date", "\"2022-02-30\"", "Not a valid date. Use the format YYYY-MM-DD.")]
    [InlineData("due_date", "20220103", "Not a valid date. Use the format YYYY-MM-DD.")]
    [InlineData("status", "\"Pending\"", "'Pending' is not in the value list project_status.")]
    [InlineData("status", "\"project_status:Gone:\"", "'project_status:Gone:' is not in the value list project_status.")]
    [InlineData("status", "3", "The value is not in the value list project_status.")]
    [InlineData("tags", "\"a\"", "Expected a list of strings.")]
    [InlineData("tags", """["a",1]""", "Expected a list of strings.")]
    [InlineData("contacts", """["N"]""", "Could not find the provided object 'N'.")]
    [InlineData("responsible_users", """["padme","nobody"]""", "Could not find the provided object 'nobody'.")]
    [InlineData("associated_users", """[{"username":"padme"}]""", "Expected a list of strings.")]
    [InlineData("template", "\"N\"", "Could not find the provided object 'N'.")]
    [InlineData("fileplan", "\"N\"", "Could not find the provided object 'N'.")]
    [InlineData("sub_project_of", """["N"]""", "Could not find the provided object 'N'.")]
    [InlineData("description", "[]", "Not a valid string.")]
    [InlineData("aspects", """{"url":"www"}""", "Expected an object of objects.")]
    [InlineData("aspects", """{"colour":{}}""", "The aspect 'colour' is not set up on the template.")]
    public async Task A_create_with_a_bad_value_is_a_400_that_names_the_field(string name, string value, string error)
    {
        var others = string.Concat(new[] { "space", "title" }.Where(other => other != name).Select(other => $"\"{other}\":\"S\","));
        var text = await Refused(Ids("{" + others + $"\"{name}\":{value}" + "}"));

        text.ShouldBe(Ids("{\"projects\":{" + $"\"{name}\":[\"{error}\"]" + "}}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("title=x")]
    [InlineData("""{"title":"x" """)]
    public async Task A_body_that_is_not_a_json_object_is_a_400_with_an_error(string body)
    {
        foreach (var (method, path) in new[] { ("POST", "/api/v2/projects/"), ("PUT", Project) })
        {
            var answer = await _server.Send(method, path, body);
            answer.Status.ShouldBe(400);
            answer.Object.Select(member => member.Key).ShouldBe(["error"]);
        }
    }

    [Theory]
    [InlineData("""{"title":null}""")]
    [InlineData("""{"title":""}""")]
    [InlineData("""{"space":"N"}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"title":"half done","due_date":"soon"}""")]
    public async Task A_refused_update_changes_nothing(string body)
    {
        var before = (await _server.Send("GET", Project)).Text;

        (await _server.Send("PUT", Project, Ids(body))).Status.ShouldBe(400);

        (await _server.Send("GET", Project)).Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("GET", $"/api/v2/projects/{Nobody}/")]
    [InlineData("PUT", $"/api/v2/projects/{Nobody}/")]
    [InlineData("DELETE", $"/api/v2/projects/{Nobody}/")]
    [InlineData("GET", "/api/v2/projects/1/")]
    [InlineData("GET", "/api/v2/projects/D4D780AE-7758-11EE-9F6F-2B890065FAE6/")]
    [InlineData("GET", $"/api/v2/spaces/{Nobody}/projects/")]
    [InlineData("GET", $"/api/v2/projects/{Nobody}/tasks/")]
    [InlineData("GET", "/api/v2/user/nobody/")]
    [InlineData("GET", "/api/v2/things/")]
    [InlineData("GET", "/api/v1/projects/")]
    public async Task What_is_not_there_is_a_404_without_a_body(string method, string path)
    {
        var answer = await _server.Send(method, path, method == "PUT" ? "{}" : null);

        answer.Status.ShouldBe(404);
        answer.Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PATCH", Project, "GET, PUT, DELETE")]
    [InlineData("POST", Project, "GET, PUT, DELETE")]
    [InlineData("DELETE", "/api/v2/projects/", "GET, POST")]
    [InlineData("POST", "/api/v2/users/", "GET")]
    public async Task A_verb_that_is_not_offered_is_a_405_that_names_those_that_are(string method, string path, string allowed)
    {
        var answer = await _server.Send(method, path, "{}");

        answer.Status.ShouldBe(405);
        answer.Text.ShouldBeEmpty();
        string.Join(", ", answer.Message.Content.Headers.Allow).ShouldBe(allowed);
    }

    [Theory]
    [InlineData("GET", "/api/v2/projects?limit=2", "/sandbox/core-data/api/v2/projects/?limit=2")]
    [InlineData("POST", "/api/v2/projects", "/sandbox/core-data/api/v2/projects/")]
    [InlineData("PUT", "/api/v2/projects/" + CoreDataServer.Project, "/sandbox/core-data" + Project)]
    public async Task A_missing_trailing_slash_is_a_redirect_and_nothing_is_done(string method, string path, string location)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = _server.Http.BaseAddress };
        using var request = new HttpRequestMessage(new(method), path[1..]);
        if (method != "GET")
            request.Content = new StringContent($$"""{"title":"x","space":"{{Space}}"}""");

        using var answer = await http.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(301);
        answer.Headers.Location!.OriginalString.ShouldBe(location);
        (await _server.List())["meta"]!["total_count"]!.GetValue<int>().ShouldBe(10);
        (await _server.Get(CoreDataServer.Project))["title"]!.GetValue<string>().ShouldBe("Project");
    }

    [Theory]
    [InlineData(429, """{"error":""")]
    [InlineData(500, """{"error":""")]
    [InlineData(401, "")]
    public async Task A_status_fault_has_the_vendors_body(int status, string begin)
    {
        await _server.Faults($$"""{"faults":[{"kind":"status","status":{{status}},"retryAfter":"7"}]}""");

        var answer = await _server.Send("GET", "/api/v2/projects/");

        answer.Status.ShouldBe(status);
        answer.Message.Headers.RetryAfter!.ToString().ShouldBe("7");
        answer.Text.ShouldStartWith(begin);
    }

    [Fact]
    public async Task A_body_nested_too_deep_is_a_400()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 50_000)) + "1" + new string('}', 50_000);

        (await _server.Send("PUT", Project, $$"""{"aspects":{"url":{{deep}} } }""")).Status.ShouldBe(400);
    }

    private async Task<string> Refused(string body)
    {
        var answer = await _server.Send("POST", "/api/v2/projects/", body);
        answer.Status.ShouldBe(400);
        (await _server.List())["meta"]!["total_count"]!.GetValue<int>().ShouldBe(10);
        return answer.Text;
    }

    private static string Ids(string text) =>
        text.Replace("\"S\"", $"\"{Space}\"", StringComparison.Ordinal)
            .Replace("\"N\"", $"\"{Nobody}\"", StringComparison.Ordinal)
            .Replace("'N'", $"'{Nobody}'", StringComparison.Ordinal);
}
