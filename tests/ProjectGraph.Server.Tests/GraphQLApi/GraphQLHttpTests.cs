using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>GraphQL over HTTP: methods, media types, statuses, and invalid bodies.</summary>
[Collection(SharedServer.Name)]
public sealed class GraphQLHttpTests(RunningServer server)
{
    private const string Modern = "application/graphql-response+json";
    private readonly HttpClient _http = server.Client;

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData(Modern, Modern)]
    [InlineData("application/json;q=0.5, " + Modern, Modern)]
    [InlineData(Modern + "; charset=utf-8, application/json", Modern)]
    public async Task The_media_type_is_the_one_that_the_client_prefers(string? accept, string expected)
    {
        using var response = await SendAsync("{\"query\":\"{ __typename }\"}", accept);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
        response.Content.Headers.ContentType.CharSet.ShouldBe("utf-8");
    }

    [Theory]
    [Produces(nameof(ErrorCodes.GraphQLParseFailed))]
    [Produces(nameof(ErrorCodes.GraphQLValidationFailed))]
    [Produces(nameof(ErrorCodes.OperationResolutionFailure))]
    [InlineData("syntax", "{", "application/json", HttpStatusCode.OK)]
    [InlineData("unknown field", "{ nope }", "application/json", HttpStatusCode.OK)]
    [InlineData("missing variable", "query($n: Int!) { projects(first: $n) { totalCount } }", "application/json", HttpStatusCode.OK)]
    [InlineData("no operation named", "query A { __typename } query B { __typename }", "application/json", HttpStatusCode.OK)]
    [InlineData("syntax in the newer media type", "{", Modern, HttpStatusCode.BadRequest)]
    [InlineData("unknown field in the newer media type", "{ nope }", Modern, HttpStatusCode.BadRequest)]
    [InlineData(
        "missing variable in the newer media type",
        "query($n: Int!) { projects(first: $n) { totalCount } }",
        Modern,
        HttpStatusCode.BadRequest
    )]
    public async Task A_refused_document_has_no_data_a_code_and_the_status_of_its_media_type(
        string @case,
        string query,
        string accept,
        HttpStatusCode status
    )
    {
        using var response = await SendAsync(JsonSerializer.Serialize(new { query }), accept);
        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldMatchSnapshot(@case);
    }

    [Theory]
    [InlineData("{\"query\":", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("[{\"query\":\"{__typename}\"}]", HttpStatusCode.BadRequest)]
    [InlineData("\"text\"", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{\"query\":7}", HttpStatusCode.BadRequest)]
    [InlineData("{\"query\":\"{__typename}\",\"variables\":[]}", HttpStatusCode.BadRequest)]
    [InlineData("{\"query\":\"{__typename}\",\"operationName\":{}}", HttpStatusCode.BadRequest)]
    [InlineData("{\"query\":\"{__typename}\",\"extensions\":1}", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_request_is_a_coded_client_error(string body, HttpStatusCode status)
    {
        using var response = await SendAsync(body, null);
        response.StatusCode.ShouldBe(status);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("errors")[0];
        error.Code().ShouldBe(ErrorCodes.BadRequest.Id);
        error.Message().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_body_nested_too_deep_is_refused()
    {
        using var response = await SendAsync(
            "{\"query\":\"{__typename}\",\"variables\":{\"a\":" + new string('[', 20_000) + new string(']', 20_000) + "}}",
            null
        );
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_form_of_another_site_cannot_post(string contentType)
    {
        using var content = new StringContent("{\"query\":\"{__typename}\"}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await _http.PostAsync("/graphql", content);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_get_asks_with_all_its_parameters()
    {
        var query = Uri.EscapeDataString("query A($n: Int) { projects(first: $n) { nodes { id } } } query B { __typename }");
        var text = await _http.GetStringAsync(
            $"/graphql?query={query}&operationName=A&variables={Uri.EscapeDataString("{\"n\":2}")}&extensions="
        );
        JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("projects").GetProperty("nodes").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_get_never_runs_a_mutation()
    {
        using var response = await _http.GetAsync(
            "/graphql?query=" + Uri.EscapeDataString("mutation { syncVendorAccount(input: {}) { operation { id } } }")
        );
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task An_answer_nobody_can_read_is_not_made()
    {
        using var response = await SendAsync("{\"query\":\"{ __typename }\"}", "image/png");
        response.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task The_stages_are_told_in_the_timing_header()
    {
        using var response = await SendAsync("{\"query\":\"{ projects { totalCount } }\"}", null);
        response.Headers.GetValues("Server-Timing").Single().ShouldContain("sql;dur=");
    }

    private async Task<HttpResponseMessage> SendAsync(string body, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _http.SendAsync(request);
    }
}
