using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks that text that is not Unicode is refused by name, wherever the service decodes a client's bytes.</summary>
public sealed class IncomingTextTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Query =
        "query Q($name: String, $where: ProjectFilterInput, $ids: [ID!] = []) { projects(where: { name: { eq: $name } }) { totalCount } a: projects(where: $where) { totalCount } nodes(ids: $ids) { id } }";

    [Theory]
    [InlineData("""{"query":"QUERY","variables":{"name":"x\ud800"}}""", "variables.name")]
    [InlineData("""{"query":"QUERY","variables":{"where":{"name":{"eq":"\udc00"}}}}""", "variables.where.name.eq")]
    [InlineData("""{"query":"QUERY","variables":{"where":{"name":{"in":["a","\udc00"]}}}}""", "variables.where.name.in[1]")]
    [InlineData("""{"query":"QUERY","variables":{"where":{"\ud800":1}}}""", "variables.where")]
    [InlineData("""{"query":"QUERY","variables":{"where":{"vendor":{"eq":"\ud800"}}}}""", "variables.where.vendor.eq")]
    [InlineData("""{"query":"QUERY","variables":{"ids":["\ud800"]}}""", "variables.ids[0]")]
    [InlineData("""{"query":"QUERY","variables":{"unused":"\ud800"}}""", "variables.unused")]
    [InlineData("""{"query":"{ __typename } # \ud800"}""", "query")]
    [InlineData("""{"query":"{ __typename }","operationName":"\ud800"}""", "operationName")]
    [InlineData(
        """{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"\ud800"}}}""",
        "extensions.persistedQuery.sha256Hash"
    )]
    [InlineData("""{"documentId":"\ud800"}""", "documentId")]
    public async Task GraphQL_refuses_it_in_a_body(string body, string target)
    {
        foreach (var accept in (string[])["application/json", "application/graphql-response+json", "text/event-stream"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = new StringContent(body.Replace("QUERY", Query, StringComparison.Ordinal), Encoding.UTF8, "application/json"),
            };
            request.Headers.Accept.Add(new(accept));
            using var response = await server.Client.SendAsync(request);
            await ShouldNameAsync(response, target);
        }
    }

    [Fact]
    public async Task GraphQL_refuses_bytes_that_are_not_UTF8()
    {
        byte[] body = [.. "{\"query\":\"{ __typename }\",\"variables\":{\"a\":\"x"u8, 0xFF, .. "\"}}"u8];
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var response = await server.Client.PostAsync("/graphql", content);
        await ShouldNameAsync(response, "variables.a");
    }

    [Theory]
    [InlineData("/graphql?query={__typename}&operationName=%ED%A0%80", "operationName")]
    [InlineData("/graphql?query=%FF", "query")]
    [InlineData("/graphql?query={__typename}&variables={\"a\":\"%ED%A0%80\"}", "variables")]
    [InlineData("/graphql?query={__typename}&variables={\"a\":\"\\ud800\"}", "variables.a")]
    [InlineData("/graphql?query={__typename}&extensions={\"a\":\"\\ud800\"}", "extensions.a")]
    [InlineData("/odata/Projects?$filter=Name eq '%ED%A0%80'", "$filter")]
    [InlineData("/odata/Projects?$search=%FF", "$search")]
    [InlineData("/odata/Projects?$skiptoken=%FF", "$skiptoken")]
    [InlineData("/odata/Projects?$deltatoken=%FF", "$deltatoken")]
    [InlineData("/odata/Projects?$filter=Name eq @p&@p='%C3'", "@p")]
    [InlineData("/odata/Projects?%FF=1", "query")]
    [InlineData("/odata/Projects(%ED%A0%80)", "path")]
    public async Task A_URL_is_refused_by_the_parameters_name(string url, string target)
    {
        using var response = await server.Client.GetAsync(new Uri(url, UriKind.Relative));
        await ShouldNameAsync(response, target);
    }

    [Fact]
    public async Task A_percent_sign_without_digits_is_a_character()
    {
        using var response = await server.Client.GetAsync(
            new Uri("/odata/Projects?$top=1&$filter=Name ne '100%25 %C3%BC'", UriKind.Relative)
        );
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("createProject", """{"vendorAccountId":"x","name":"\ud800"}""", "variables.input.name")]
    [InlineData("createProject", """{"vendorAccountId":"x","name":"a","idempotencyKey":"\ud800"}""", "variables.input.idempotencyKey")]
    [InlineData(
        "createProject",
        """{"vendorAccountId":"x","name":"a","customFields":{"a":{"b":["\ud800"]}}}""",
        "variables.input.customFields.a.b[0]"
    )]
    public async Task An_operations_input_is_refused_before_anything_is_recorded(string name, string input, string target)
    {
        var type = char.ToUpperInvariant(name[0]) + name[1..] + "Input";
        var body =
            $$$"""{"query":"mutation($input: {{{type}}}!) { {{{name}}}(input: $input) { operation { id } } }","variables":{"input":{{{input}}}}}""";
        using var response = await server.Client.PostAsync("/graphql", new StringContent(body, Encoding.UTF8, "application/json"));
        await ShouldNameAsync(response, target);
    }

    [Fact]
    public async Task A_NUL_in_a_write_is_refused_by_its_field_in_both_protocols()
    {
        var body =
            """{"query":"mutation { createPlanhatProject(input: { name: \"a\\u0000b\", companyId: \"x\" }) { errors { code field } } }"}""";
        using var response = await server.Client.PostAsync("/graphql", new StringContent(body, Encoding.UTF8, "application/json"));
        (await response.Content.ReadAsStringAsync()).ShouldContain("""{"code":"INVALID_INPUT","field":"name"}""");
        using var odata = await server.Client.PostAsync(
            "/odata/CreatePlanhatProject",
            new StringContent("""{"Name":"a\u0000b","CompanyId":"x"}""", Encoding.UTF8, "application/json")
        );
        odata.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await odata.Content.ReadAsStringAsync()).ShouldContain("\"target\":\"Name\"");
    }

    [Theory]
    [InlineData("POST", "/odata/Projects", """{"Name":"\ud800"}""", "Name")]
    [InlineData("POST", "/odata/Projects", """{"Company@odata.bind":"\ud800"}""", "Company@odata.bind")]
    [InlineData("POST", "/odata/Projects", """{"Tags":[{"Tag":"a"},{"Tag":"\ud800"}]}""", "Tags[1].Tag")]
    [InlineData("POST", "/odata/Projects", """{"@odata.type":"\ud800"}""", "@odata.type")]
    [InlineData("POST", "/odata/Projects", """{"\ud800":1}""", "body")]
    [InlineData("POST", "/odata/Projects", """{"CustomFieldsJson":"{\"a\":\"\\ud800\"}","CustomFields":"{\"a\":\"\\ud800\"}"}""", null)]
    [InlineData("PATCH", "/odata/Projects(1)", """{"Name":"\ud800"}""", "Name")]
    [InlineData("PUT", "/odata/Projects(1)/Name", """{"value":"\ud800"}""", "value")]
    [InlineData("POST", "/odata/CreatePlanhatProject", """{"Name":"\ud800","CompanyId":"x"}""", "Name")]
    [InlineData("POST", "/odata/$batch", """{"requests":[{"id":"\ud800","method":"GET","url":"Projects"}]}""", "requests[0].id")]
    [InlineData("POST", "/odata/$batch", """{"requests":[{"id":"1","method":"\ud800","url":"Projects"}]}""", "requests[0].method")]
    [InlineData("POST", "/odata/$batch", """{"requests":[{"id":"1","method":"GET","url":"\ud800"}]}""", "requests[0].url")]
    [InlineData(
        "POST",
        "/odata/$batch",
        """{"requests":[{"id":"1","method":"GET","url":"Projects","headers":{"Accept":"\ud800"}}]}""",
        "requests[0].headers.Accept"
    )]
    [InlineData(
        "POST",
        "/odata/$batch",
        """{"requests":[{"id":"1","method":"GET","url":"Projects","headers":{"\ud800":"a"}}]}""",
        "requests[0].headers"
    )]
    [InlineData(
        "POST",
        "/odata/$batch",
        """{"requests":[{"id":"1","method":"GET","url":"Projects","atomicityGroup":"\ud800"}]}""",
        "requests[0].atomicityGroup"
    )]
    [InlineData(
        "POST",
        "/odata/$batch",
        """{"requests":[{"id":"1","method":"GET","url":"Projects","dependsOn":["\ud800"]}]}""",
        "requests[0].dependsOn[0]"
    )]
    [InlineData(
        "POST",
        "/odata/$batch",
        """{"requests":[{"id":"1","method":"POST","url":"Projects","body":{"Name":"\ud800"}}]}""",
        "requests[0].body.Name"
    )]
    public async Task OData_refuses_it_in_a_body(string method, string url, string body, string? target)
    {
        using var request = new HttpRequestMessage(new(method), url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await server.Client.SendAsync(request);
        if (target is null)
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        else
            await ShouldNameAsync(response, target);
    }

    [Fact]
    public async Task OData_refuses_bytes_that_are_not_UTF8_in_a_value_a_query_and_a_part_of_a_batch()
    {
        using var raw = new HttpRequestMessage(HttpMethod.Put, "/odata/Projects(1)/Name/$value") { Content = Bytes("text/plain", [0xFF]) };
        await ShouldNameAsync(await server.Client.SendAsync(raw), "Name");
        using var query = new HttpRequestMessage(HttpMethod.Post, "/odata/Projects/$query")
        {
            Content = Bytes("text/plain", [.. "$filter=Name eq '"u8, 0xFF, (byte)'\'']),
        };
        await ShouldNameAsync(await server.Client.SendAsync(query), "$query");
        using var encoded = new HttpRequestMessage(HttpMethod.Post, "/odata/Projects/$query")
        {
            Content = Bytes("text/plain", [.. "$filter=Name eq '%FF'"u8]),
        };
        await ShouldNameAsync(await server.Client.SendAsync(encoded), "$filter");

        byte[] batch =
        [
            .. "--b\r\nContent-Type: application/http\r\n\r\nPOST Projects HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\"Name\":\"$1 "u8,
            0xFF,
            .. "\"}\r\n--b\r\nContent-Type: application/http\r\n\r\nGET Projects?$filter=Name%20eq%20'%FF' HTTP/1.1\r\n\r\n\r\n--b--\r\n"u8,
        ];
        using var parts = new HttpRequestMessage(HttpMethod.Post, "/odata/$batch")
        {
            Content = Bytes("multipart/mixed; boundary=b", batch),
        };
        parts.Headers.Add("Prefer", "continue-on-error");
        using var response = await server.Client.SendAsync(parts);
        var answer = await response.Content.ReadAsStringAsync();
        answer.ShouldContain("\"target\":\"Name\"");
        answer.ShouldContain("\"target\":\"$filter\"");
        answer.ShouldNotContain("INTERNAL_SERVER_ERROR");
    }

    [Fact]
    public async Task A_WebSocket_reports_it_as_an_error_of_the_operation()
    {
        using var socket = await SocketClient.OpenAsync(server);
        await socket.SendAsync(SocketClient.Init);
        await socket.NextAsync("connection_ack");
        await socket.SendAsync(
            """{"type":"subscribe","id":"1","payload":{"query":"query($a: String) { __typename }","variables":{"a":"\ud800"}}}"""
        );
        (await socket.NextAsync("error")).ToString().ShouldContain("variables.a");
    }

    private static ByteArrayContent Bytes(string type, byte[] bytes) =>
        new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private static async Task ShouldNameAsync(HttpResponseMessage response, string target)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, body);
        var root = JsonElement.Parse(body);
        var error = root.TryGetProperty("errors", out var errors) ? errors[0] : root.GetProperty("error");
        var coded = error.TryGetProperty("extensions", out var extensions) ? extensions : error;
        coded.GetProperty("code").GetString().ShouldBe(ErrorCodes.BadUserInput.Id, body);
        coded.GetProperty("target").GetString().ShouldBe(target, body);
        error.GetProperty("message").GetString()!.ShouldContain($"`{target}` is not Unicode text");
    }
}
