using System.Globalization;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveSandboxErrorTests : IAsyncLifetime
{
    private const string Related = """
        "company_id":2530,"project_manager_id":3539,"workflow_id":741
        """;

    private readonly ManualTime _time = new();
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await ProductiveCaller.Start(time: _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("\"name\":\" \"", "can't be blank @ name")]
    [InlineData("\"name\":null", "can't be blank @ name")]
    [InlineData("\"name\":{\"a\":1}", "can't be blank @ name")]
    [InlineData("\"project_type_id\":2", "can't be blank @ name")]
    [InlineData(
        "\"name\":\"x\",\"project_type_id\":null",
        "can't be blank @ project_type_id|is not included in the list @ project_type_id"
    )]
    [InlineData(
        "\"name\":\"x\",\"project_type_id\":\"\"",
        "can't be blank @ project_type_id|is not included in the list @ project_type_id"
    )]
    [InlineData("\"name\":\"x\",\"project_type_id\":3", "is not included in the list @ project_type_id")]
    [InlineData("\"name\":\"x\",\"project_type_id\":1.5", "is not included in the list @ project_type_id")]
    [InlineData("\"name\":\"x\",\"company_id\":9", "attribute is invalid @ company")]
    [InlineData("\"name\":\"x\",\"company_id\":null", "attribute is invalid @ company")]
    [InlineData("\"name\":\"x\",\"project_manager_id\":9", "attribute is invalid @ project_manager")]
    [InlineData("\"name\":\"x\",\"project_color_id\":\"blue\"", "attribute is invalid @ project_color_id")]
    [InlineData("\"name\":\"x\",\"preferences\":[]", "attribute is invalid @ preferences")]
    [InlineData("\"name\":\"x\",\"custom_fields\":5", "attribute is invalid @ custom_fields")]
    [InlineData("\"name\":\"x\",\"workflow_id\":9", "attribute is invalid @ workflow")]
    [InlineData(
        "\"name\":\"\",\"company_id\":9,\"project_manager_id\":9,\"project_type_id\":9",
        "can't be blank @ name|attribute is invalid @ company|attribute is invalid @ project_manager|is not included in the list @ project_type_id"
    )]
    public async Task A_refused_create_names_all_that_is_wrong_in_order(string attributes, string errors)
    {
        var count = (await _server.Call("GET", "/projects")).Object["meta"]!["total_count"]!.GetValue<int>();

        var answer = await _server.Call("POST", "/projects", ProductiveCaller.Data("{" + Related + "," + attributes + "}"));

        answer.Status.ShouldBe(422);
        answer.Errors().ShouldBe(errors.Split('|'));
        (await _server.Call("GET", "/projects")).Object["meta"]!["total_count"]!.GetValue<int>().ShouldBe(count);
    }

    [Fact]
    public async Task A_client_project_needs_a_company_and_an_internal_one_does_not()
    {
        const string attributes = """{"name":"x","project_manager_id":3539,"workflow_id":741,"project_type_id":TYPE}""";
        string Of(int type) =>
            ProductiveCaller.Data(attributes.Replace("TYPE", type.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        (await _server.Call("POST", "/projects", Of(2))).Errors().ShouldBe(["attribute is invalid @ company"]);
        var created = await _server.Call("POST", "/projects", Of(1));
        created.Status.ShouldBe(201);
        var path = $"/projects/{created.Object["data"]!["id"]}?include=company";
        (await _server.Call("PATCH", path, ProductiveCaller.Data("""{"company_id":2530}"""))).Object["included"]!
            .AsArray()
            .Count.ShouldBe(1);
        (await _server.Call("PATCH", path, ProductiveCaller.Data("""{"company_id":null}"""))).Object["included"]!
            .AsArray()
            .Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"project_manager_id":null}""", "attribute is invalid @ project_manager")]
    [InlineData("""{"name":null,"project_type_id":"x"}""", "can't be blank @ name|is not included in the list @ project_type_id")]
    [InlineData("""{"company_id":"none"}""", "attribute is invalid @ company")]
    public async Task A_refused_update_changes_nothing(string attributes, string errors)
    {
        var before = (await _server.Call("GET", "/projects/657")).Text;

        (await _server.Call("PATCH", "/projects/657", ProductiveCaller.Data(attributes))).Errors().ShouldBe(errors.Split('|'));

        (await _server.Call("GET", "/projects/657")).Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("PATCH", "/archive")]
    [InlineData("PATCH", "/restore")]
    [InlineData("PATCH", "/change_workflow")]
    [InlineData("DELETE", "")]
    public async Task An_unknown_project_is_a_404(string method, string action)
    {
        var answer = await _server.Call(method, "/projects/999999" + action, ProductiveCaller.Data("""{"name":"x"}"""));

        answer.Status.ShouldBe(404);
        var error = answer.Object["errors"]![0]!;
        error["status"]!.GetValue<string>().ShouldBe("404");
        error["code"]!.GetValue<string>().ShouldBe("not_found");
        error["title"]!.GetValue<string>().ShouldBe("Not Found");
        answer.Message.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.api+json; charset=utf-8");
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"data":[]}""", 400)]
    [InlineData("""{"data":{"type":"projects","attributes":[]}}""", 400)]
    [InlineData("""{"data":{"type":"projects","relationships":5}}""", 400)]
    [InlineData("""{"data":{"attributes":{"name":"x"}}}""", 409)]
    [InlineData("""{"data":{"type":"people","attributes":{"name":"x"}}}""", 409)]
    [InlineData("""{"data":{"type":"projects","id":"658","attributes":{"name":"x"}}}""", 409)]
    public async Task A_body_that_is_not_a_projects_document_is_refused(string body, int status)
    {
        var answer = await _server.Call("PATCH", "/projects/657", body);

        answer.Status.ShouldBe(status);
        answer.Object["errors"]![0]!["status"]!.GetValue<string>().ShouldBe(status.ToString(CultureInfo.InvariantCulture));
        (await _server.Call("GET", "/projects/657")).Attribute("name").GetValue<string>().ShouldBe("test project");
    }

    [Fact]
    public async Task A_body_nested_too_deep_is_a_400()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        (await _server.Call("PATCH", "/projects/657", ProductiveCaller.Data("{\"preferences\":{\"a\":" + deep + "}}"))).Status.ShouldBe(
            400
        );
    }

    [Theory]
    [InlineData("filter[nonsense]=1", "Filter", "nonsense")]
    [InlineData("filter[status][near]=1", "Filter", "near")]
    [InlineData("filter[$op]=xor&filter[0][status]=1", "Filter", "xor")]
    [InlineData("filter[0][nonsense][eq]=1", "Filter", "nonsense")]
    [InlineData("filter=1", "Filter", "filter")]
    [InlineData("include=nonsense", "Include", "nonsense")]
    [InlineData("include=workflow.nonsense", "Include", "workflow.nonsense")]
    [InlineData("sort=-nonsense", "Sort", "nonsense")]
    [InlineData("page[size]=0", "Page", "0")]
    [InlineData("page[number]=-1", "Page", "-1")]
    [InlineData("page[size]=many", "Page", "many")]
    public async Task What_a_list_does_not_offer_is_a_400_with_a_numeric_status(string query, string kind, string name)
    {
        var answer = await _server.Call("GET", "/projects?" + query);

        answer.Status.ShouldBe(400);
        answer.Json.ShouldBeJson(
            $$"""{"errors":[{"status":400,"title":"Unsupported {{kind}}","detail":"{{kind}} '{{name}}' is not supported on this endpoint"}]}"""
        );
    }

    [Fact]
    public async Task Filters_and_includes_nested_without_end_are_refused()
    {
        var filter = "filter" + string.Concat(Enumerable.Repeat("[0]", 200)) + "[status]=1";
        (await _server.Call("GET", "/projects?" + filter)).Status.ShouldBe(400);
        var include = string.Join('.', Enumerable.Repeat("template_object", 200));
        (await _server.Call("GET", "/projects/677?include=" + include)).Status.ShouldBe(400);
        (
            await _server.Call("GET", "/projects/677?include=template_object.template_object.workflow.workflow_statuses.workflow")
        ).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(null, "1", 401)]
    [InlineData("wrong", "1", 401)]
    [InlineData("sandbox", null, 403)]
    [InlineData("sandbox", "2", 403)]
    public async Task Bad_credentials_are_a_401_and_a_foreign_organization_is_a_403(string? token, string? organization, int status)
    {
        await using var stranger = await SandboxServer.Start("productive", authorization: null);
        if (token is not null)
            stranger.Http.DefaultRequestHeaders.Add("X-Auth-Token", token);
        if (organization is not null)
            stranger.Http.DefaultRequestHeaders.Add("X-Organization-Id", organization);

        var answer = await stranger.Call("GET", "/projects");

        answer.Status.ShouldBe(status);
        answer.Object["errors"]![0]!["status"]!.GetValue<string>().ShouldBe(status.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task Another_content_type_is_a_415(string contentType)
    {
        var body = ProductiveCaller.Data("""{"name":"x"}""");

        (await _server.Send("PATCH", "/api/v2/projects/657", body, contentType)).Status.ShouldBe(415);
        (await _server.Send("GET", "/api/v2/projects/657", "", contentType)).Status.ShouldBe(415);
        (await _server.Call("GET", "/projects/657")).Attribute("name").GetValue<string>().ShouldBe("test project");
    }

    [Fact]
    public async Task A_bulk_request_is_a_415()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v2/projects") { Content = new StringContent("""{"data":[]}""") };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/vnd.api+json; ext=bulk");

        using var answer = await _server.Http.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(415);
    }

    [Fact]
    public async Task A_request_without_a_body_needs_no_content_type()
    {
        (await _server.Send("GET", "/api/v2/projects/657")).Status.ShouldBe(200);
        (await _server.Send("PATCH", "/api/v2/projects/657/archive")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("PUT", "/projects/657", 405)]
    [InlineData("POST", "/workflows", 405)]
    [InlineData("GET", "/Projects", 404)]
    [InlineData("GET", "/invoices", 404)]
    public async Task What_is_not_offered_is_refused(string method, string path, int status) =>
        (await _server.Call(method, path)).Status.ShouldBe(status);

    [Fact]
    public async Task The_101st_request_of_ten_seconds_is_a_429_with_RetryAfter()
    {
        for (var i = 0; i < 100; i++)
            (await _server.Call("GET", "/workflows/741")).Status.ShouldBe(200);
        _time.Advance(TimeSpan.FromSeconds(7));

        var refused = await _server.Call("DELETE", "/projects/657");

        refused.Status.ShouldBe(429);
        refused.Message.Headers.RetryAfter!.ToString().ShouldBe("3");
        refused.Object["errors"]![0]!["status"]!.GetValue<string>().ShouldBe("429");
        _time.Advance(TimeSpan.FromSeconds(3));
        (await _server.Call("GET", "/projects/657")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_limit_of_half_an_hour_holds_as_well()
    {
        for (var i = 0; i < 4000; i++)
        {
            if (i % 100 == 0)
                _time.Advance(TimeSpan.FromSeconds(10));
            _server.Running.Limiter.Take().ShouldBeNull();
        }
        _time.Advance(TimeSpan.FromSeconds(10));

        var refused = await _server.Call("GET", "/projects/657");

        refused.Status.ShouldBe(429);
        refused.Message.Headers.RetryAfter!.ToString().ShouldBe("1400");
    }
}
