using System.Net;
using System.Text;
using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.Tokens;

/// <summary>A token opens what a key opens: each protocol, each kind of request, and nothing that its role does not allow.</summary>
public sealed class TokensEverywhereTests(TokenServer server) : IClassFixture<TokenServer>
{
    private const string Subscription = "subscription { projectChanged { kind } }";
    private const string Change =
        "mutation { syncVendorAccount(input: { vendorAccountId: \"VmVuZG9yQWNjb3VudDox\" }) { errors { code } } }";

    [Fact]
    public async Task Without_a_token_the_service_is_closed()
    {
        foreach (var path in new[] { "/graphql?query={__typename}", "/odata/Projects", "/graphql/schema.graphql" })
            await (await server.Running.Client.GetAsync(path)).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task A_token_queries_both_protocols()
    {
        (await SendAsync(HttpMethod.Get, "/graphql?query={__typename}", server.Issuer.Token("reader"))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await SendAsync(HttpMethod.Get, "/odata/Projects?$top=1", server.Issuer.Token("reader"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("reader", 403)]
    [InlineData("operator", 404)]
    public async Task A_part_of_a_batch_has_the_role_of_its_batch(string role, int status)
    {
        const string Batch =
            """{"requests":[{"id":"1","method":"GET","url":"Projects?$top=1"},{"id":"2","method":"PATCH","url":"Projects(1)","headers":{"content-type":"application/json"},"body":{"Name":"x"}}]}""";
        var response = await SendAsync(HttpMethod.Post, "/odata/$batch", server.Issuer.Token(role), Batch);
        var parts = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("responses");
        parts[0].GetProperty("status").GetInt32().ShouldBe(200);
        parts[1].GetProperty("status").GetInt32().ShouldBe(status);
    }

    [Fact]
    public async Task A_renewed_token_fetches_the_result_of_an_async_request_and_another_callers_does_not()
    {
        using var begun = await SendAsync(
            HttpMethod.Get,
            "/odata/Projects?$top=1",
            server.Issuer.Token("reader"),
            null,
            ("Prefer", "respond-async")
        );
        begun.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var monitor = begun.Headers.Location!.ToString();
        var other = server.Issuer.Token(token => token.Claims["sub"] = "u-2");
        await (await SendAsync(HttpMethod.Get, monitor, other)).ShouldBeErrorAsync(ErrorCodes.NotFound);
        var renewed = server.Issuer.Token(token => token.Claims["jti"] = "2");
        HttpResponseMessage result;
        do result = await SendAsync(HttpMethod.Get, monitor, renewed);
        while (result.StatusCode == HttpStatusCode.Accepted);
        result.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_socket_presents_a_token_in_its_first_message()
    {
        using (var reader = await GreetAsync(server.Issuer.Token("reader")))
        {
            await reader.NextAsync("connection_ack");
            await reader.SendAsync(SocketClient.Subscribe("a", Change));
            (await reader.NextAsync("next")).GetProperty("payload").GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.Forbidden.Id);
        }
        using (var nobody = await GreetAsync(server.Issuer.Token("king")))
            (await nobody.ClosedAsync()).ShouldBe(4403);
        using (var wrong = await GreetAsync(server.Issuer.Token(token => token.Audience = "another")))
            (await wrong.ClosedAsync()).ShouldBe(4403);
        using var nameless = await GreetAsync(
            server.Issuer.Token(token =>
            {
                token.Claims["name"] = new string('é', 200);
                token.Claims["roles"] = "king";
            })
        );
        (await nameless.ClosedAsync()).ShouldBe(4403);
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_expires()
    {
        var token = server.Issuer.Token("reader");
        using var events = await EventStream.OpenAsync(server.Running.Client, Subscription, ("Authorization", "Bearer " + token));
        using var socket = await GreetAsync(token);
        await socket.NextAsync("connection_ack");
        await socket.SendAsync(SocketClient.Subscribe("a", Subscription));
        await events.CommentAsync();

        server.Time.Advance(TimeSpan.FromMinutes(6));

        var (name, _, data) = await events.NextAsync();
        name.ShouldBe("next");
        data.GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.Unauthenticated.Id);
        (await events.NextAsync()).Event.ShouldBe("complete");
        (await socket.ClosedAsync()).ShouldBe(4401);
    }

    private async Task<SocketClient> GreetAsync(string token)
    {
        var socket = await SocketClient.OpenAsync(server.Running);
        await socket.SendAsync(
            JsonSerializer.Serialize(new { type = "connection_init", payload = new { Authorization = "Bearer " + token } })
        );
        return socket;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string url,
        string token,
        string? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, url)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await server.Running.Client.SendAsync(request);
    }
}
