using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ProjectGraph.Server.Tests.Bi;

namespace ProjectGraph.Server.Tests;

/// <summary>What a role may not do, it may do by no door: the real program in Production, over every protocol.</summary>
[Collection(KeyedServerCollection.Name)]
public sealed class RolesOverHttpTests(KeyedServer server)
{
    private const string Create =
        "mutation { createPlanhatProject(input: { name: \"By role\", companyId: \"61006bc89a3e0b702ed8ea49\", dryRun: true }) { operation { state } errors { code } } }";
    private const string Live = "{ planhatProjects(limit: 1) { name } }";

    [Theory]
    [InlineData(Create, "createPlanhatProject")]
    [InlineData(Live, "planhatProjects")]
    [Clause("B-13")]
    public async Task GraphQL_lets_operators_write_and_read_live_and_readers_not(string query, string field)
    {
        var refused = await GraphQLAsync(query, server.Reader);
        refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe(ErrorCodes.Forbidden.Id);
        refused.GetProperty("errors")[0].GetProperty("path")[0].GetString().ShouldBe(field);
        var allowed = await GraphQLAsync(query, server.Operator);
        allowed.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        allowed.GetProperty("data").GetProperty(field).ValueKind.ShouldNotBe(JsonValueKind.Null);
    }

    public static TheoryData<string, string, string> Writes =>
        new()
        {
            { "POST", "Projects", """{"Name":"By role","VendorAccountId":0}""" },
            { "PATCH", "Projects(1)", """{"Name":"By role"}""" },
            { "DELETE", "Projects(1)", "" },
            { "POST", "CreatePlanhatProject", "{}" },
            { "POST", "Projects(1)/ProjectGraph.ArchiveProject", "{}" },
        };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task OData_refuses_a_reader_each_write(string method, string path, string body)
    {
        var response = await server.SendAsync(new(method), "/odata/" + path, server.Reader, Json(body));
        await response.ShouldBeErrorAsync(ErrorCodes.Forbidden);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_batch_opens_no_door_that_is_closed_outside(string method, string path, string body)
    {
        foreach (var (key, status) in new[] { (server.Reader, 403), (null, 401) })
        {
            var json =
                $$"""{"requests":[{"id":"1","method":"{{method}}","url":"{{path}}","headers":{"content-type":"application/json"},"body":{{(body.Length == 0 ? "{}" : body)}}}]}""";
            var answer = await server.SendAsync(HttpMethod.Post, "/odata/$batch", key, Json(json));
            if (status == 401)
            {
                await answer.ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
                continue;
            }
            var part = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("responses")[0];
            part.GetProperty("status").GetInt32().ShouldBe(status);
            part.GetProperty("body").GetProperty("error").GetProperty("code").GetString().ShouldBe(ErrorCodes.Forbidden.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_part_of_a_multipart_batch_is_refused_too(string method, string path, string body)
    {
        var part =
            $"--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n{method} {path} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{body}\r\n--b--\r\n";
        using var content = new StringContent(part);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed;boundary=b");
        var answer = await server.SendAsync(HttpMethod.Post, "/odata/$batch", server.Reader, content);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("HTTP/1.1 403 Forbidden");
        text.ShouldContain(ErrorCodes.Forbidden.Id);
    }

    [Fact]
    public async Task An_operator_writes_through_OData()
    {
        var found = JsonElement.Parse(
            await (
                await server.SendAsync(HttpMethod.Get, "/odata/Projects?$filter=Vendor eq 'PLANHAT'&$top=1&$select=Id", server.Reader)
            ).Content.ReadAsStringAsync()
        );
        var id = found.GetProperty("value")[0].GetProperty("Id").GetInt64();
        (
            await server.SendAsync(
                HttpMethod.Patch,
                $"/odata/Projects({id})",
                server.Operator,
                Json("""{"Name":"Renamed by an operator"}""")
            )
        ).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET", "/graphql?query={__typename}")]
    [InlineData("GET", "/graphql/schema.graphql")]
    [InlineData("GET", "/odata")]
    [InlineData("GET", "/odata/$metadata")]
    [InlineData("GET", "/odata/Projects")]
    [InlineData("POST", "/odata/$batch")]
    [InlineData("POST", "/graphql")]
    public async Task A_stranger_gets_in_nowhere(string method, string path)
    {
        var response = await server.SendAsync(new(method), path, null, method == "POST" ? Json("{}") : null);
        await response.ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<JsonElement> GraphQLAsync(string query, string key) =>
        JsonElement.Parse(
            await (
                await server.SendAsync(HttpMethod.Post, "/graphql", key, Json(JsonSerializer.Serialize(new { query })))
            ).Content.ReadAsStringAsync()
        );

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
