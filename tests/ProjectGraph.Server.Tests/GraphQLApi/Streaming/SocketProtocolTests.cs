using System.Net;
using System.Net.WebSockets;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>graphql-transport-ws, message by message.</summary>
[Collection(SharedServer.Name)]
public sealed class SocketProtocolTests(RunningServer server)
{
    private const string Endless = "subscription { projectChanged { kind } }";

    public static TheoryData<int, string[]> Breaches { get; } = new()
    {
        { 4401, [SocketClient.Subscribe("a", Endless)] },
        { 4429, [SocketClient.Init, SocketClient.Init] },
        { 4400, ["nonsense"] },
        { 4400, ["[]"] },
        { 4400, ["{}"] },
        { 4400, ["{\"type\":7}"] },
        { 4400, ["{\"type\":\"connection_init\",\"payload\":7}"] },
        { 4400, [SocketClient.Init, "{\"type\":\"what\"}"] },
        { 4400, [SocketClient.Init, "{\"type\":\"subscribe\",\"payload\":{}}"] },
        { 4400, [SocketClient.Init, "{\"type\":\"subscribe\",\"id\":\"a\"}"] },
        { 4400, [SocketClient.Init, "{\"type\":\"subscribe\",\"id\":\"\\ud800\",\"payload\":{}}"] },
        { 4400, [SocketClient.Init, "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"variables\":" + new string('[', 20_000) + new string(']', 20_000) + "}}"] },
        { 4409, [SocketClient.Init, SocketClient.Subscribe("a", Endless), SocketClient.Subscribe("a", Endless)] },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task A_breach_of_the_protocol_closes_the_socket_with_its_code(int code, string[] messages)
    {
        using var socket = await SocketClient.OpenAsync(server);
        foreach (var message in messages) await socket.SendAsync(message);
        (await socket.ClosedAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Binary_messages_are_none()
    {
        using var socket = await SocketClient.OpenAsync(server);
        await socket.SendAsync(SocketClient.Init, WebSocketMessageType.Binary);
        (await socket.ClosedAsync()).ShouldBe(4400);
    }

    [Fact]
    public async Task Another_protocol_is_not_spoken()
    {
        using var socket = await SocketClient.OpenAsync(server, "graphql-ws");
        (await socket.ClosedAsync()).ShouldBe(4406);
    }

    [Fact]
    public async Task A_ping_is_answered_before_and_after_the_greeting()
    {
        // Browsers also accept compression with this request.
        using var socket = await SocketClient.OpenAsync(server, with: options => options.SetRequestHeader("Accept-Encoding", "gzip, deflate, br"));
        await socket.SendAsync("{\"type\":\"ping\"}");
        await socket.NextAsync("pong");
        await socket.SendAsync(SocketClient.Init);
        await socket.NextAsync("connection_ack");
        await socket.SendAsync("{\"type\":\"ping\",\"payload\":{}}");
        await socket.NextAsync("pong");
    }

    [Theory]
    [InlineData("{ nope }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("subscription { projectChanged(after: -1) { kind } }", "BAD_USER_INPUT")]
    [InlineData("subscription { operationChanged(id: \"nonsense\") { state } }", "BAD_USER_INPUT")]
    public async Task A_refused_operation_has_one_message_and_the_socket_lives(string query, string code)
    {
        using var socket = await SocketClient.OpenAsync(server);
        await socket.SendAsync(SocketClient.Init);
        await socket.NextAsync("connection_ack");
        await socket.SendAsync(SocketClient.Subscribe("a", query));
        (await socket.NextAsync("error")).GetProperty("payload")[0].Code().ShouldBe(code);
        await socket.SendAsync(SocketClient.Subscribe("a", "{ __typename }"));
        (await socket.NextAsync("next")).GetProperty("id").GetString().ShouldBe("a");
        await socket.NextAsync("complete");
    }

    [Fact]
    public async Task An_id_is_free_again_when_its_operation_was_ended()
    {
        using var socket = await SocketClient.OpenAsync(server);
        await socket.SendAsync(SocketClient.Init);
        await socket.NextAsync("connection_ack");
        await socket.SendAsync(SocketClient.Subscribe("a", Endless));
        await socket.SendAsync("{\"type\":\"complete\",\"id\":\"a\"}");
        await socket.SendAsync(SocketClient.Subscribe("a", "{ __typename }"));
        (await socket.NextAsync("next")).GetProperty("payload").GetProperty("data").GetProperty("__typename").GetString().ShouldBe("Query");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.CrossSite))]
    public async Task A_page_of_another_site_gets_no_socket()
    {
        var refused = await Should.ThrowAsync<HttpRequestException>(() => SocketClient.OpenAsync(server, with: options => options.SetRequestHeader("Origin", "https://evil.example")));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var own = await SocketClient.OpenAsync(server, with: options => options.SetRequestHeader("Origin", server.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Progress_of_a_sync_is_told_as_it_stands()
    {
        var connection = (await server.Client.QueryAsync("{ vendorAccounts(first: 1) { nodes { id projectCount } } }")).GetProperty("vendorAccounts").GetProperty("nodes")[0];
        using var events = await EventStream.OpenAsync(
            server.Client, $"subscription {{ syncProgress(vendorAccountId: \"{connection.GetProperty("id").GetString()}\") {{ state read created endedAt vendorAccountId vendorAccount {{ id name }} }} }}");
        var progress = (await events.NextAsync()).Data.GetProperty("data").GetProperty("syncProgress");
        progress.GetProperty("state").GetString().ShouldBe("SUCCEEDED");
        progress.GetProperty("read").GetInt32().ShouldBeGreaterThan(0);
        progress.GetProperty("vendorAccount").GetProperty("id").GetString().ShouldBe(connection.GetProperty("id").GetString());
    }
}
