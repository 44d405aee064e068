using System.Net;

namespace ProjectGraph.Server.Tests.RateLimits;

/// <summary>Requests at once, by caller and by address.</summary>
public sealed class CallerLimitsTests
{
    private const string FirstKey = "Key:1";

    [Fact]
    [Produces(nameof(ErrorCodes.RateLimited))]
    public async Task A_second_caller_passes_while_the_first_is_at_its_limit()
    {
        await using var server = await LimitedServer.StartAsync(
            new Limits { ConcurrentRequestsPerCaller = 1, QueuedRequestsPerCaller = 1 }
        );
        var held = server.Hold(server.First, "held");
        await server.UntilAsync(FirstKey, running: 1, waiting: 0, most: 1);
        var waiting = server.Hold(server.First, "waiting");
        await server.UntilAsync(FirstKey, running: 1, waiting: 1, most: 1);

        foreach (var path in (string[])["/odata/quick", "/graphql/quick"])
        {
            using var refused = await server.GetAsync(path, server.First);
            (await refused.ShouldBeErrorAsync(ErrorCodes.RateLimited)).ShouldContain("Limits:ConcurrentRequestsPerCaller");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            using var other = await server.GetAsync(path, server.Second);
            other.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        using (var exempt = await server.GetAsync("/exempt", server.First))
            exempt.StatusCode.ShouldBe(HttpStatusCode.OK);

        server.Release(2);
        (await held).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await waiting).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var again = await server.GetAsync("/odata/quick", server.First);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Waiting_requests_are_served_in_the_order_they_came()
    {
        await using var server = await LimitedServer.StartAsync(
            new Limits { ConcurrentRequestsPerCaller = 1, QueuedRequestsPerCaller = 4 }
        );
        var all = new List<Task<HttpResponseMessage>>();
        for (var number = 0; number < 5; number++)
        {
            all.Add(server.Hold(server.First, $"{number}"));
            await server.UntilAsync(FirstKey, running: 1, waiting: number, most: 1);
        }
        server.Release(5);
        foreach (var response in await Task.WhenAll(all))
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Order.ShouldBe(["0", "1", "2", "3", "4"]);
    }

    [Fact]
    public async Task Whoever_goes_while_they_wait_takes_no_place()
    {
        await using var server = await LimitedServer.StartAsync(
            new Limits { ConcurrentRequestsPerCaller = 1, QueuedRequestsPerCaller = 1 }
        );
        var held = server.Hold(server.First, "held");
        await server.UntilAsync(FirstKey, running: 1, waiting: 0, most: 1);
        using (var impatient = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { { "X-API-Key", server.First } } })
        {
            using var cancel = new CancellationTokenSource();
            var waiting = impatient.GetAsync("/odata/quick", cancel.Token);
            await server.UntilAsync(FirstKey, running: 1, waiting: 1, most: 1);
            await cancel.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        }
        await server.UntilAsync(FirstKey, running: 1, waiting: 0, most: 1);
        server.Release();
        (await held).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.UntilAsync(FirstKey, running: 0, waiting: 0, most: 1);
    }

    [Fact]
    public async Task Callers_that_are_not_known_yet_are_counted_by_address()
    {
        await using var server = await LimitedServer.StartAsync(
            new Limits { ConcurrentRequestsPerCaller = 1, QueuedRequestsPerCaller = 0 }
        );
        var stranger = server.GetAsync("/odata/quick", "pjg_wrong", ("From-Address", "2001:db8::1"), ("Slow-Access", "yes"));
        await server.UntilAsync("Address:2001:db8::", running: 1, waiting: 0, most: 1);

        using (var neighbour = await server.GetAsync("/odata/quick", "pjg_wrong", ("From-Address", "2001:db8::2")))
            await neighbour.ShouldBeErrorAsync(ErrorCodes.RateLimited);
        using (var elsewhere = await server.GetAsync("/odata/quick", "pjg_wrong", ("From-Address", "2001:db8:0:1::1")))
            elsewhere.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        server.Release();
        (await stranger).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await server.UntilAsync("Address:2001:db8::", running: 0, waiting: 0, most: 1);
    }

    [Fact]
    public async Task Callers_that_share_an_address_do_not_wait_for_each_other()
    {
        await using var server = await LimitedServer.StartAsync(
            new Limits { ConcurrentRequestsPerCaller = 1, QueuedRequestsPerCaller = 0 }
        );
        var held = server.Hold(server.First, "held", ("From-Address", "192.0.2.1"));
        await server.UntilAsync(FirstKey, running: 1, waiting: 0, most: 1);
        using var other = await server.GetAsync("/odata/quick", server.Second, ("From-Address", "192.0.2.1"));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Release();
        (await held).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Limits_are_reported_on_every_response()
    {
        await using var server = await LimitedServer.StartAsync(
            new Limits { ConcurrentRequestsPerCaller = 64, CostPerMinutePerCaller = 600 }
        );
        using var response = await server.GetAsync("/odata/quick", server.First);
        Header(response, "RateLimit-Policy").ShouldBe("\"requests\";q=64;qu=\"concurrent-requests\", \"cost\";q=600;w=60");
        Header(response, "RateLimit").ShouldBe("\"requests\";r=63, \"cost\";r=600;t=0");
        Header(response, "RateLimit-Limit").ShouldBe("600");
        Header(response, "RateLimit-Remaining").ShouldBe("600");
        Header(response, "RateLimit-Reset").ShouldBe("0");
        using var stranger = await server.GetAsync("/odata/quick", null);
        stranger.Headers.Contains("RateLimit").ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(null)]
    public async Task Limits_that_are_off_are_neither_kept_nor_reported(int? off)
    {
        await using var server = await LimitedServer.StartAsync(
            new Limits { ConcurrentRequestsPerCaller = off, CostPerMinutePerCaller = off }
        );
        var held = Enumerable.Range(0, 3).Select(number => server.Hold(server.First, $"{number}")).ToArray();
        using var response = await server.GetAsync("/odata/quick", server.First);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ShouldNotContain(header => header.Key.StartsWith("RateLimit", StringComparison.Ordinal));
        server.Release(3);
        await Task.WhenAll(held);
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
