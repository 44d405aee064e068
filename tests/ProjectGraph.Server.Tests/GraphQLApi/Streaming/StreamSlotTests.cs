using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;
using ProjectGraph.Server.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>A caller's streams do not lock out another caller's, and every end of a stream releases its slot.</summary>
public sealed class StreamSlotTests
{
    private const string Endless = "subscription { projectChanged { kind } }";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Hundreds_of_sockets_without_a_key_lock_nobody_out()
    {
        var time = new FakeTime();
        await using var streams = await StreamServer.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        var silent = new List<SocketClient>();
        var refused = 0;
        for (var number = 0; number < 300; number++)
        {
            try
            {
                silent.Add(await SocketClient.OpenAsync(streams.Server));
            }
            catch (HttpRequestException full) when (full.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                refused++;
            }
        }
        (silent.Count, refused).ShouldBe((8, 292));

        using (
            var byHeader = await SocketClient.OpenAsync(streams.Server, with: options => options.SetRequestHeader("X-API-Key", streams.Key))
        )
        {
            await byHeader.SendAsync(SocketClient.Init);
            await byHeader.NextAsync("connection_ack");
        }
        time.Advance(UnidentifiedSockets.MinimumHold);
        using var byMessage = await streams.GreetAsync(streams.Greeting());
        await byMessage.NextAsync("connection_ack");
        (await silent[0].ClosedAsync()).ShouldBe(4503);

        silent.ForEach(socket => socket.Dispose());
        byMessage.Dispose();
        await FreeAsync(streams);
    }

    public static TheoryData<string> Ends { get; } =
    [
        "cut before a message",
        "cut within a message",
        "closed before a message",
        "another protocol",
        "a wrong key",
        "too long a message",
        "no message",
        "cut after the greeting",
        "closed with a subscription open",
        "cut with a subscription open",
        "cut within a later message",
        "a breach",
        "an ended subscription",
    ];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Slots_are_given_back_however_a_socket_ends(string end)
    {
        await using var streams = await StreamServer.StartAsync(
            ("Limits:WebSocketInitTimeout", end == "no message" ? "00:00:00.1" : "00:01:00")
        );
        using var socket = await SocketClient.OpenAsync(streams.Server, end == "another protocol" ? "graphql-ws" : "graphql-transport-ws");
        var isGreeted =
            end
            is "cut after the greeting"
                or "closed with a subscription open"
                or "cut with a subscription open"
                or "cut within a later message"
                or "a breach"
                or "an ended subscription";
        if (isGreeted)
        {
            await socket.SendAsync(streams.Greeting());
            await socket.NextAsync("connection_ack");
        }
        if (end.Contains("subscription", StringComparison.Ordinal))
        {
            await socket.SendAsync(SocketClient.Subscribe("a", Endless));
            await UntilAsync(() => Slots(streams).Subscriptions.Total == 1);
        }
        switch (end)
        {
            case "cut within a message" or "cut within a later message":
                await socket.SendAsync("{\"type\":\"conn", isWhole: false);
                socket.Abort();
                break;
            case "closed before a message" or "closed with a subscription open":
                await socket.CloseAsync();
                break;
            case "another protocol" or "no message":
                await socket.ClosedAsync();
                break;
            case "a wrong key":
                await socket.SendAsync(streams.Greeting("pjg_wrong"));
                (await socket.ClosedAsync()).ShouldBe(4403);
                break;
            case "too long a message":
                await socket.SendAsync("{\"type\":\"connection_init\",\"payload\":{\"x\":\"" + new string('x', 20_000) + "\"}}");
                (await socket.ClosedAsync()).ShouldBe(1009);
                break;
            case "a breach":
                await socket.SendAsync("nonsense");
                (await socket.ClosedAsync()).ShouldBe(4400);
                break;
            case "an ended subscription":
                await socket.SendAsync("{\"type\":\"complete\",\"id\":\"a\"}");
                await UntilAsync(() => Slots(streams).Subscriptions.Total == 0);
                (await OpenAfterAsync(socket)).ShouldBe("pong");
                socket.Abort();
                break;
            default:
                socket.Abort();
                break;
        }
        await FreeAsync(streams);
    }

    [Fact]
    public async Task One_caller_can_not_take_all_subscriptions_or_sockets()
    {
        await using var streams = await StreamServer.StartAsync(
            ("Limits:SubscriptionsPerCaller", "2"),
            ("Limits:WebSocketsPerCaller", "1")
        );
        var other = await streams.Keys.CreateAsync("other", AccessRole.Reader, CancellationToken.None);
        using var first = await streams.ListenAsync();
        using var second = await streams.ListenAsync();
        using (var third = await streams.ListenAsync())
            await third.Response.ShouldBeErrorAsync(ErrorCodes.TooManyStreams);
        using (var others = await EventStream.OpenAsync(streams.Server.Client, Endless, ("X-API-Key", other)))
            others.Response.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var socket = await streams.GreetAsync(streams.Greeting());
        await socket.NextAsync("connection_ack");
        using (var another = await streams.GreetAsync(streams.Greeting()))
            (await another.ClosedAsync()).ShouldBe(4503);
        using var othersSocket = await streams.GreetAsync(streams.Greeting(other));
        await othersSocket.NextAsync("connection_ack");
    }

    [Fact]
    public async Task A_query_needs_no_subscription_slot()
    {
        await using var streams = await StreamServer.StartAsync(("Limits:Subscriptions", "0"));
        using (var events = await EventStream.OpenAsync(streams.Server.Client, "{ __typename }", ("X-API-Key", streams.Key)))
            (await events.NextAsync()).Data.GetProperty("data").GetProperty("__typename").GetString().ShouldBe("Query");
        using (var refused = await streams.ListenAsync())
            await refused.Response.ShouldBeErrorAsync(ErrorCodes.TooManyStreams);
        using var socket = await streams.GreetAsync(streams.Greeting());
        await socket.NextAsync("connection_ack");
        await socket.SendAsync(SocketClient.Subscribe("a", "{ __typename }"));
        await socket.NextAsync("next");
        await socket.NextAsync("complete");
        await socket.SendAsync(SocketClient.Subscribe("b", Endless));
        (await socket.NextAsync("error")).GetProperty("payload")[0].Code().ShouldBe(ErrorCodes.TooManyStreams.Id);
    }

    [Fact]
    public async Task A_subscription_is_none_of_the_requests_that_are_under_way()
    {
        await using var streams = await StreamServer.StartAsync(
            ("Limits:ConcurrentRequestsPerCaller", "1"),
            ("Limits:QueuedRequestsPerCaller", "0")
        );
        using var first = await streams.ListenAsync();
        using var second = await streams.ListenAsync();
        (first.Response.StatusCode, second.Response.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        using var events = await EventStream.OpenAsync(streams.Server.Client, "{ __typename }", ("X-API-Key", streams.Key));
        (await events.NextAsync()).Event.ShouldBe("next");
    }

    [Fact]
    public async Task What_the_sockets_of_a_caller_hold_is_bounded()
    {
        await using var streams = await StreamServer.StartAsync(("Limits:WebSocketBytesPerCaller", "30000"));
        using var holding = await streams.GreetAsync(streams.Greeting());
        await holding.NextAsync("connection_ack");
        await holding.SendAsync(SocketClient.Subscribe("a", Endless + new string(' ', 20_000)));
        await UntilAsync(() => Slots(streams).Subscriptions.Total == 1);
        using (var sending = await streams.GreetAsync(streams.Greeting()))
        {
            await sending.NextAsync("connection_ack");
            await sending.SendAsync(new string(' ', 15_000), isWhole: false);
            (await sending.ClosedAsync()).ShouldBe(4503);
        }
        await holding.SendAsync("{\"type\":\"complete\",\"id\":\"a\"}");
        await UntilAsync(() => Slots(streams).Bytes.Total == 0);
        (await OpenAfterAsync(holding)).ShouldBe("pong");
    }

    private static async Task<string?> OpenAfterAsync(SocketClient socket)
    {
        await socket.SendAsync("{\"type\":\"ping\"}");
        return (await socket.NextAsync("pong")).GetProperty("type").GetString();
    }

    private static StreamSlots Slots(StreamServer streams) => streams.Server.Services.GetRequiredService<StreamSlots>();

    private static Task FreeAsync(StreamServer streams)
    {
        var slots = Slots(streams);
        return UntilAsync(() =>
            (slots.Sockets.Total, slots.Unidentified.Count, slots.Subscriptions.Total, slots.Bytes.Total) == (0, 0, 0, 0)
        );
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
            await Task.Delay(10, patience.Token);
    }
}
