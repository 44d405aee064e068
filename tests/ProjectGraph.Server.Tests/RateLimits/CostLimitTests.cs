using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.RateLimits;

/// <summary>Cost a minute, by every way that something is asked for.</summary>
public sealed class CostLimitTests : IClassFixture<CostLimitedServer>
{
    private const int Budget = CostLimitedServer.Budget;

    // 2 of fields, 12 of types; 1 and 10 in OData.
    private const string Query = "{ projects(first: 10) { nodes { name } } }";
    private const string Path = "/odata/Projects?$top=10";

    private readonly RunningServer _server;
    private readonly FakeTime _time;

    public CostLimitTests(CostLimitedServer limited)
    {
        (_server, _time) = (limited.Running, limited.Time);
        // Whatever the test before has spent is there again.
        _time.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    [Produces(nameof(ErrorCodes.RateLimited))]
    public async Task What_does_not_fit_is_refused_until_it_does()
    {
        await RemainsAsync(await PostAsync(Query), Budget - 14);
        await RemainsAsync(await _server.Client.GetAsync(Path), Budget - 14 - 11);

        using (var refused = await PostAsync(Query))
        {
            (await refused.ShouldBeErrorAsync(ErrorCodes.RateLimited)).ShouldContain("costs 14, and 5 are left of the 30");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(18));
        }
        using (var refused = await _server.Client.GetAsync(Path))
        {
            await refused.ShouldBeErrorAsync(ErrorCodes.RateLimited);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(12));
            string.Join(", ", refused.Headers.GetValues("RateLimit")).ShouldBe("\"requests\";r=64, \"cost\";r=5;t=50");
        }
        _time.Advance(TimeSpan.FromSeconds(12));
        await RemainsAsync(await _server.Client.GetAsync(Path), 0);
        // What is in the plan cache is charged as well.
        _time.Advance(TimeSpan.FromMinutes(1));
        await RemainsAsync(await _server.Client.GetAsync(Path), Budget - 11);
    }

    [Theory]
    [InlineData("/odata/Projects/$count", 1 + 10 + 1)]
    [InlineData("/odata/Projects(1)", 1 + 1 + 1)]
    [InlineData("/odata/Projects(1)/Name", 1 + 1 + 1)]
    [InlineData("/odata/Projects?$top=5&$search=abc def", 1 + 20 + 5)]
    [InlineData("/odata/Projects?$top=5&$filter=Id in (1,2,3)", 1 + 4 + 5)]
    [InlineData("/odata/Projects?$top=5&$filter=contains(Name,'a')", 1 + 10 + 5)]
    [InlineData("/odata/Projects?$top=5&$filter=Id eq 1 or Id eq 2 or Id eq 3", 1 + 3 + 5)]
    public async Task Every_read_of_OData_is_charged(string path, int cost) =>
        await RemainsAsync(await _server.Client.GetAsync(path), Budget - cost);

    [Theory]
    [InlineData("{ projects(first: 1, search: \"ab cd \\\"e f\\\"\") { nodes { name } } }", 2 + 30 + 3)]
    [InlineData("{ projects(first: 1, where: { databaseId: { in: [1, 2, 3] } }) { nodes { name } } }", 2 + 2 + 3 + 3)]
    [InlineData("{ projects(first: 1, where: { name: { contains: \"a\" } }) { nodes { name } } }", 2 + 2 + 10 + 3)]
    [InlineData("{ projects(first: 1, where: { or: [{}, {}, {}, {}] }) { nodes { name } } }", 2 + 1 + 1 + 4 + 3)]
    public async Task Terms_lists_and_scans_weigh_in_GraphQL(string query, int cost) => (await CostAsync(query)).ShouldBe(cost);

    [Fact]
    public async Task A_write_is_charged_as_a_request_to_a_vendor()
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        await RemainsAsync(await _server.Client.PostAsync("/odata/Projects", body), Budget - 11);
    }

    [Fact]
    public async Task What_is_only_validated_costs_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Query }) };
        request.Headers.Add("GraphQL-Cost", "validate");
        await RemainsAsync(await _server.Client.SendAsync(request), Budget);
    }

    [Fact]
    public async Task Each_part_of_a_batch_is_charged_by_itself()
    {
        var parts = Enumerable
            .Range(1, 4)
            .Select(id => new
            {
                id = $"{id}",
                method = "GET",
                url = $"Projects?$top=10&$skip={id}",
            });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/odata/$batch")
        {
            Content = JsonContent.Create(new { requests = parts }),
        };
        request.Headers.Add("Prefer", "continue-on-error");
        using var response = await _server.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answers = JsonDocument
            .Parse(await response.Content.ReadAsStringAsync())
            .RootElement.GetProperty("responses")
            .EnumerateArray()
            .ToArray();
        answers.Select(answer => answer.GetProperty("status").GetInt32()).ShouldBe([200, 200, 429, 429]);
        answers[2].GetProperty("body").GetProperty("error").GetProperty("code").GetString().ShouldBe(ErrorCodes.RateLimited.Id);
    }

    [Fact]
    public async Task Operations_of_a_socket_and_of_a_stream_are_charged()
    {
        using var socket = await SocketClient.OpenAsync(_server);
        await socket.SendAsync(SocketClient.Init);
        await socket.NextAsync("connection_ack");
        foreach (var id in (string[])["a", "b"])
        {
            await socket.SendAsync(SocketClient.Subscribe(id, Query));
            await socket.NextAsync("next");
            await socket.NextAsync("complete");
        }
        await socket.SendAsync(SocketClient.Subscribe("c", Query));
        (await socket.NextAsync("error")).GetProperty("payload")[0].Code().ShouldBe(ErrorCodes.RateLimited.Id);

        using var events = await EventStream.OpenAsync(_server.Client, Query);
        (await events.NextAsync()).Data.GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.RateLimited.Id);
    }

    private async Task<HttpResponseMessage> PostAsync(string query) => await _server.Client.PostAsJsonAsync("/graphql", new { query });

    private async Task<double> CostAsync(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("GraphQL-Cost", "validate");
        using var response = await _server.Client.SendAsync(request);
        var cost = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("extensions").GetProperty("cost");
        return cost.GetProperty("fieldCost").GetDouble() + cost.GetProperty("typeCost").GetDouble();
    }

    private static async Task RemainsAsync(HttpResponseMessage response, int remaining)
    {
        response.Headers.GetValues("RateLimit-Remaining").Single().ShouldBe($"{remaining}", await response.Content.ReadAsStringAsync());
        response.Dispose();
    }
}

/// <summary>The real program with a small budget, and a clock that stands still until it is moved.</summary>
public sealed class CostLimitedServer : IAsyncLifetime
{
    public const int Budget = 30;

    public RunningServer Running { get; private set; } = null!;

    internal FakeTime Time { get; } = new();

    public async Task InitializeAsync() =>
        Running = await RunningServer.StartAsync(
            services => services.AddSingleton<TimeProvider>(Time),
            ("Limits:CostPerMinutePerCaller", $"{Budget}"),
            ("Sandbox:ProjectsPerVendor", "20")
        );

    public async Task DisposeAsync() => await Running.DisposeAsync();
}
