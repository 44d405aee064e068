using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>Permissions, limits and ends of streams.</summary>
public sealed class StreamLifeTests
{
    [Fact]
    public async Task A_socket_says_who_it_is_in_its_first_message()
    {
        await using var streams = await StreamServer.StartAsync();
        using (var nobody = await streams.GreetAsync(SocketClient.Init))
            (await nobody.ClosedAsync()).ShouldBe(4401);
        using (var stranger = await streams.GreetAsync(streams.Greeting("pjg_wrong")))
            (await stranger.ClosedAsync()).ShouldBe(4403);
        using (
            var byHeader = await SocketClient.OpenAsync(streams.Server, with: options => options.SetRequestHeader("X-API-Key", streams.Key))
        )
        {
            await byHeader.SendAsync(SocketClient.Init);
            await byHeader.NextAsync("connection_ack");
        }
        var wrong = await Should.ThrowAsync<HttpRequestException>(() =>
            SocketClient.OpenAsync(streams.Server, with: options => options.SetRequestHeader("X-API-Key", "pjg_wrong"))
        );
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var reader = await streams.GreetAsync(streams.Greeting());
        await reader.NextAsync("connection_ack");
        await reader.SendAsync(
            SocketClient.Subscribe(
                "a",
                "mutation { syncVendorAccount(input: { vendorAccountId: \"VmVuZG9yQWNjb3VudDox\" }) { errors { code } } }"
            )
        );
        (await reader.NextAsync("next")).GetProperty("payload").GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.Forbidden.Id);
    }

    [Fact]
    public async Task A_stranger_can_upgrade_no_other_path()
    {
        await using var streams = await StreamServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/odata/Projects");
        foreach (
            var (name, value) in (ReadOnlySpan<(string, string)>)
                [
                    ("Connection", "Upgrade"),
                    ("Upgrade", "websocket"),
                    ("Sec-WebSocket-Version", "13"),
                    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                ]
        )
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await streams.Server.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_says_nothing_is_shown_out()
    {
        await using var streams = await StreamServer.StartAsync(("Limits:WebSocketInitTimeout", "00:00:00.2"));
        using var socket = await SocketClient.OpenAsync(streams.Server);
        (await socket.ClosedAsync()).ShouldBe(4408);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_streams()
    {
        await using var streams = await StreamServer.StartAsync();
        using var events = await streams.ListenAsync();
        using var socket = await streams.GreetAsync(streams.Greeting());
        await socket.NextAsync("connection_ack");
        await socket.SendAsync(SocketClient.Subscribe("a", "subscription { projectChanged { kind } }"));
        await events.CommentAsync();

        (await streams.Keys.RevokeAsync("watcher", CancellationToken.None)).ShouldBeTrue();

        var (name, _, data) = await events.NextAsync();
        name.ShouldBe("next");
        data.GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.Unauthenticated.Id);
        (await events.NextAsync()).Event.ShouldBe("complete");
        (await socket.ClosedAsync()).ShouldBe(4401);
    }

    [Fact]
    public async Task A_revocation_ends_streams_that_nothing_happens_on()
    {
        await using var streams = await StreamServer.StartAsync(("Limits:StreamKeepAlive", "01:00:00"));
        using var events = await streams.ListenAsync();
        using var socket = await streams.GreetAsync(streams.Greeting());
        await socket.NextAsync("connection_ack");

        (await streams.Keys.RevokeAsync("watcher", CancellationToken.None)).ShouldBeTrue();

        (await events.NextAsync()).Data.GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.Unauthenticated.Id);
        (await socket.ClosedAsync()).ShouldBe(4401);
    }

    [Fact]
    public async Task A_stop_of_the_service_ends_streams_in_good_order()
    {
        await using var streams = await StreamServer.StartAsync();
        using var events = await streams.ListenAsync();
        using var socket = await streams.GreetAsync(streams.Greeting());
        await socket.NextAsync("connection_ack");

        streams.Server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await events.NextAsync()).Event.ShouldBe("complete");
        (await socket.ClosedAsync()).ShouldBe(1001);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.TooManyStreams))]
    public async Task Streams_are_bounded_by_socket_and_in_all()
    {
        await using var streams = await StreamServer.StartAsync(
            ("Limits:Subscriptions", "3"),
            ("Limits:SubscriptionsPerConnection", "2"),
            ("Limits:WebSockets", "1")
        );
        using var socket = await streams.GreetAsync(streams.Greeting());
        await socket.NextAsync("connection_ack");
        foreach (var id in (string[])["a", "b", "c"])
            await socket.SendAsync(SocketClient.Subscribe(id, "subscription { projectChanged { kind } }"));
        var refused = await socket.NextAsync("error");
        refused.GetProperty("id").GetString().ShouldBe("c");
        refused.GetProperty("payload")[0].Code().ShouldBe(ErrorCodes.TooManyStreams.Id);

        using var third = await streams.ListenAsync();
        third.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var fourth = await streams.ListenAsync();
        await fourth.Response.ShouldBeErrorAsync(ErrorCodes.TooManyStreams);
        fourth.Response.Headers.RetryAfter.ShouldNotBeNull();
        var second = await Should.ThrowAsync<HttpRequestException>(() =>
            SocketClient.OpenAsync(streams.Server, with: options => options.SetRequestHeader("X-API-Key", streams.Key))
        );
        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var late = await streams.GreetAsync(streams.Greeting());
        (await late.ClosedAsync()).ShouldBe(4503);
    }
}
