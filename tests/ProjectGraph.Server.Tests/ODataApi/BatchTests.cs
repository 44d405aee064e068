using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class BatchTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Fact]
    [Clause("V-5")]
    public async Task A_JSON_batch_answers_each_request_by_its_id()
    {
        var answers = await JsonAsync(
            """{"requests":[{"id":"a","method":"get","url":"Projects(1)?$select=Name"},{"id":"b","method":"GET","url":"/odata/Projects/$count"}]}"""
        );
        answers.ShouldMatchSnapshot();
    }

    [Fact]
    [Clause("A-10")]
    public async Task A_batch_ends_with_its_first_failure_unless_it_is_to_go_on()
    {
        const string body =
            """{"requests":[{"id":"1","method":"GET","url":"Projects(999)"},{"id":"2","method":"GET","url":"Projects(1)"}]}""";
        (await JsonAsync(body)).Select(answer => answer.GetProperty("status").GetInt32()).ShouldBe([404]);
        (await JsonAsync(body, ("Prefer", "odata.continue-on-error"))).ShouldMatchSnapshot(varying: ["headers.etag", "body.SyncedAt"]);
    }

    [Fact]
    [Clause("B-11")]
    [Clause("A-10"), Clause("V-5")]
    public async Task A_multipart_batch_carries_a_query_that_is_too_long_for_a_URL()
    {
        var filter = Uri.EscapeDataString(string.Join(" or ", Enumerable.Range(1, 200).Select(id => $"Id eq {id}")));
        var part =
            $"Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET Projects/$count?$filter={filter} HTTP/1.1\r\nAccept: text/plain\r\n\r\n";
        filter.Length.ShouldBeGreaterThan(2_048);
        var (status, text) = await MultipartAsync(part);
        status.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldContain("HTTP/1.1 200 OK");
        text.ShouldContain("OData-Version: 4.01");
        text.ShouldContain("\r\n\r\n120\r\n");
    }

    [Theory]
    [InlineData("""{"requests":1}""", 400)]
    [InlineData("""{"requests":[1]}""", 400)]
    [InlineData("""{"requests":[{"id":"1","method":"GET"}]}""", 400)]
    [InlineData("""{"requests":[""", 400)]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"Projects(1)"},{"id":"1","method":"GET","url":"Projects(1)"}]}""", 400)]
    [InlineData(
        """{"requests":[{"id":"1","dependsOn":["2"],"method":"GET","url":"Projects(1)"},{"id":"2","method":"GET","url":"Projects(1)"}]}""",
        400
    )]
    [InlineData("""{"requests":[{"id":"1","dependsOn":[7],"method":"GET","url":"Projects(1)"}]}""", 400)]
    [InlineData(
        """{"requests":[{"id":"1","atomicityGroup":"g","method":"GET","url":"Projects(1)"},{"id":"2","method":"GET","url":"Projects(1)"},{"id":"3","atomicityGroup":"g","method":"GET","url":"Projects(1)"}]}""",
        400
    )]
    public async Task A_batch_that_makes_no_sense_is_refused(string body, int status)
    {
        using var response = await PostAsync(body);
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("https://elsewhere.example/secret")]
    [InlineData("/health/ready")]
    [InlineData("$batch")]
    [InlineData("../graphql")]
    public async Task A_part_stays_within_the_service(string url)
    {
        var answers = await JsonAsync(
            JsonSerializer.Serialize(
                new
                {
                    requests = new[]
                    {
                        new
                        {
                            id = "1",
                            method = "GET",
                            url,
                        },
                    },
                }
            )
        );
        answers[0].GetProperty("status").GetInt32().ShouldBeOneOf(400, 404);
    }

    [Fact]
    public async Task A_batch_of_too_many_parts_is_refused()
    {
        var requests = Enumerable
            .Range(0, 101)
            .Select(id => new
            {
                id = $"{id}",
                method = "GET",
                url = "Projects(1)",
            });
        using var response = await PostAsync(JsonSerializer.Serialize(new { requests }));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET Projects\r\n\r\n")]
    [InlineData("Content-Type: application/http\r\n\r\nnonsense\r\n\r\n")]
    public async Task A_multipart_batch_that_is_malformed_is_refused_or_empty(string part)
    {
        var (status, _) = await MultipartAsync(part);
        ((int)status).ShouldBeOneOf(200, 400);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.DependencyFailed))]
    public async Task What_depends_on_a_failed_request_is_not_run()
    {
        const string body = """
            {"requests":[{"id":"1","method":"GET","url":"Projects(999)"},{"id":"2","dependsOn":["1"],"method":"GET","url":"Projects(1)"},
            {"id":"3","dependsOn":["2"],"method":"GET","url":"Projects(1)"},{"id":"4","method":"GET","url":"Projects(1)"}]}
            """;
        (await JsonAsync(body, ("Prefer", "continue-on-error")))
            .Select(answer => answer.GetProperty("status").GetInt32())
            .ShouldBe([404, 424, 424, 200]);
        var stopped = await JsonAsync(body);
        stopped.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task A_later_request_may_refer_to_an_earlier_one()
    {
        var answers = await JsonAsync(
            """{"requests":[{"id":"p","method":"GET","url":"Projects(7)"},{"id":"n","dependsOn":["p"],"method":"GET","url":"$p/Name/$value"}]}"""
        );
        answers[1].GetProperty("body").GetString()!.ShouldStartWith("Ärger");
    }

    [Fact]
    public async Task A_part_is_addressed_in_every_way()
    {
        var urls = new[] { "Projects(1)/Id/$value", "/odata/Projects(1)/Id/$value", server.Root + "Projects(1)/Id/$value" };
        var requests = urls.Select(
            (url, index) =>
                new
                {
                    id = $"r{index}",
                    method = "GET",
                    url,
                }
        );
        (await JsonAsync(JsonSerializer.Serialize(new { requests }))).ShouldAllBe(answer => answer.GetProperty("body").GetString() == "1");
    }

    [Fact]
    public async Task The_rights_of_the_caller_hold_within_each_part()
    {
        const string body =
            """{"requests":[{"id":"1","method":"GET","url":"Projects(1)"},{"id":"2","method":"PATCH","url":"Projects(1)","body":{"Name":"x"}},{"id":"3","atomicityGroup":"g","method":"POST","url":"Projects(1)/DeleteProject"}]}""";
        var answers = await JsonAsync(body, ("Caller-Role", "Reader"), ("Prefer", "continue-on-error"));
        answers.ShouldMatchSnapshot(varying: ["headers.etag", "body.SyncedAt"]);
    }

    [Fact]
    public async Task A_changeset_holds_changes_only()
    {
        const string part =
            "Content-Type: multipart/mixed;boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\nContent-ID: 1\r\n\r\nGET Projects(1) HTTP/1.1\r\n\r\n\r\n--c--\r\n";
        var (status, _) = await MultipartAsync(part);
        status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("$batch")]
    [InlineData("/odata/$batch")]
    [InlineData("//odata//$batch")]
    [InlineData("/odata//$batch")]
    [InlineData("/odata/./$batch")]
    [InlineData("/odata/Projects/../$batch/")]
    [InlineData("/odata/%2e/%24batch")]
    [InlineData("/odata/%24%62atch")]
    [InlineData("/odata%2F$batch")]
    [InlineData("/odata/%2F$batch")]
    [InlineData("/odata/%2524batch")]
    [InlineData("/ODATA/$batch")]
    [InlineData("/OData//$batch?x=1")]
    [InlineData("../odata/$batch")]
    [InlineData("$p/../$batch")]
    [InlineData("$batch/$query")]
    [InlineData("{root}$batch")]
    [InlineData("{root}/$batch")]
    [InlineData("{ROOT}$BATCH")]
    [InlineData("{root}%2e%2e/odata//$batch")]
    public async Task A_batch_within_a_batch_is_refused_however_it_is_spelled(string url)
    {
        url = url.Replace("{root}", server.Root, StringComparison.Ordinal)
            .Replace("{ROOT}", server.Root.ToUpperInvariant(), StringComparison.Ordinal);
        var inner = new
        {
            requests = new[]
            {
                new
                {
                    id = "1",
                    method = "GET",
                    url = "Projects(1)",
                },
            },
        };
        var headers = new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json",
            ["Prefer"] = "respond-async",
            ["X-HTTP-Method-Override"] = "POST",
            ["Content-Location"] = "/odata/$batch",
        };
        object[] requests =
        [
            new
            {
                id = "p",
                method = "GET",
                url = "Projects(1)",
            },
            new
            {
                id = "1",
                method = "POST",
                url,
                headers,
                body = inner,
            },
        ];
        var answers = await JsonAsync(JsonSerializer.Serialize(new { requests }));
        answers[1].GetProperty("status").GetInt32().ShouldBeOneOf(400, 404);
        answers[1].GetProperty("body").GetProperty("error").GetProperty("code").GetString().ShouldBeOneOf("BAD_REQUEST", "PATH_NOT_FOUND");
    }

    [Fact]
    public async Task An_asynchronous_batch_takes_no_batch_either()
    {
        const string body = """{"requests":[{"id":"1","method":"POST","url":"//odata//$batch","body":{"requests":[]}}]}""";
        var answers = await JsonAsync(body, ("Prefer", "respond-async,wait=30"));
        answers[0].GetProperty("status").GetInt32().ShouldBe(400);
    }

    [Fact]
    public async Task A_batch_is_found_under_every_spelling_of_its_path()
    {
        const string body = """{"requests":[{"id":"1","method":"GET","url":"/odata//Projects(1)/./Id/$value"}]}""";
        foreach (var path in new[] { "//odata//$batch", "/ODATA/$batch", "/odata/x/%2e%2e/%24batch" })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await server.Client.PostAsync(
                server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path,
                content
            );
            (await response.Content.ReadAsStringAsync()).ShouldContain("\"body\":\"1\"");
        }
    }

    [Fact]
    public async Task Change_sets_without_parts_have_an_end_too()
    {
        const string part = "Content-Type: multipart/mixed;boundary=c\r\n\r\n--c--\r\n";
        var (status, text) = await MultipartAsync(string.Join("\r\n--batch_1\r\n", Enumerable.Repeat(part, 101)));
        status.ShouldBe(HttpStatusCode.BadRequest, text);
        text.ShouldContain("100 parts");
    }

    [Fact]
    public async Task References_of_a_part_do_not_stand_for_more_than_a_body_may_hold()
    {
        var filter = $"Projects/$filter(Name ne '{new string('x', 30_000)}')";
        var binds = Enumerable.Repeat("$p", 400);
        object[] requests =
        [
            new
            {
                id = "p",
                method = "GET",
                url = filter,
                body = (object?)null,
            },
            new
            {
                id = "1",
                method = "PATCH",
                url = "Projects(1)",
                body = (object?)new Dictionary<string, object> { ["Managers@odata.bind"] = binds },
            },
        ];
        var answers = await JsonAsync(JsonSerializer.Serialize(new { requests }));
        answers[1].GetProperty("status").GetInt32().ShouldBe(413);
    }

    [Fact]
    public async Task Many_nested_changesets_are_refused()
    {
        var part = string.Concat(Enumerable.Range(0, 50).Select(i => $"Content-Type: multipart/mixed;boundary=c{i}\r\n\r\n--c{i}\r\n"));
        var (status, _) = await MultipartAsync(part);
        status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<JsonElement[]> JsonAsync(string body, params (string Name, string Value)[] headers)
    {
        using var response = await PostAsync(body, headers);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return [.. JsonElement.Parse(text).GetProperty("responses").EnumerateArray()];
    }

    private async Task<HttpResponseMessage> PostAsync(string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/odata/$batch")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await server.Client.SendAsync(request);
    }

    private async Task<(HttpStatusCode Status, string Text)> MultipartAsync(string part)
    {
        using var content = new StringContent($"--batch_1\r\n{part}\r\n--batch_1--\r\n");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed;boundary=batch_1");
        using var response = await server.Client.PostAsync("/odata/$batch", content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
