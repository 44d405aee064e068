using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks responses with small budgets that the tests can reach.</summary>
public sealed class ResponseLimitTests(ResponseLimitTests.Small small) : IClassFixture<ResponseLimitTests.Small>
{
    private const long PerRequest = 4 * 1024 * 1024;

    // The conditions make the number of rows unpredictable, so the limit is only reached while the query runs.
    private const string TooLarge =
        "{projects(first:500,where:{databaseId:{gt:0}}){nodes{vendorAccount{projects(first:100,where:{databaseId:{gt:0}}){nodes{id name document}}}}}}";

    private readonly HttpClient _http = small.Server.Client;

    [Theory]
    [Produces(nameof(ErrorCodes.ResponseTooLarge))]
    [InlineData("/odata/Projects?$filter=Id gt 0&$expand=VendorAccount($expand=Projects($top=100))&$top=500")]
    [InlineData(
        "/odata/VendorAccounts?$filter=Id gt 0&$top=5&$expand=Projects($select=Id;$expand=VendorAccount($expand=Projects($top=100)))"
    )]
    public async Task A_response_beyond_the_request_s_budget_is_an_error_before_its_first_byte(string url)
    {
        using var response = await _http.GetAsync(url);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.ShouldBeErrorAsync(ErrorCodes.ResponseTooLarge)).ShouldContain("Request fewer rows");
    }

    [Fact]
    public async Task A_graph_s_response_is_bounded_alike()
    {
        using var response = await _http.PostAsJsonAsync("/graphql", new { query = TooLarge });
        var text = await response.Content.ReadAsStringAsync();
        text.Length.ShouldBeLessThan(10_000);
        text.ShouldContain("RESPONSE_TOO_LARGE");
    }

    [Fact]
    public async Task A_response_over_server_sent_events_is_bounded_alike()
    {
        using var events = await EventStream.OpenAsync(_http, TooLarge);
        var (name, _, data) = await events.NextAsync();
        name.ShouldBe("next");
        data.GetProperty("errors")[0].Code().ShouldBe("RESPONSE_TOO_LARGE");
        (await events.NextAsync()).Event.ShouldBe("complete");
    }

    [Fact]
    public async Task A_response_over_a_web_socket_is_bounded_alike_and_the_socket_stays_open()
    {
        using var socket = await SocketClient.OpenAsync(small.Server);
        await socket.SendAsync(SocketClient.Init);
        await socket.NextAsync("connection_ack");
        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync(SocketClient.Subscribe($"{i}", TooLarge));
            (await socket.NextAsync()).Message.ToString().ShouldContain("RESPONSE_TOO_LARGE");
        }
        await socket.SendAsync(SocketClient.Subscribe("small", "{ projects { totalCount } }"));
        while ((await socket.NextAsync()).Message is var message && message.GetProperty("id").GetString() != "small")
            continue;
    }

    [Fact]
    public async Task The_memory_of_streams_is_returned()
    {
        await using var server = await RunningServer.StartAsync(("Sandbox:ProjectsPerVendor", "20"));
        var budget = server.Services.GetRequiredService<ResponseBudget>();
        using (var events = await EventStream.OpenAsync(server.Client, "{ projects(first: 100) { nodes { id name document } } }"))
            while ((await events.NextAsync()).Event != "end")
                continue;
        using (var socket = await SocketClient.OpenAsync(server))
        {
            await socket.SendAsync(SocketClient.Init);
            await socket.NextAsync("connection_ack");
            await socket.SendAsync(SocketClient.Subscribe("1", "{ projects(first: 100) { nodes { id name document } } }"));
            await socket.NextAsync("next");
            await socket.NextAsync("complete");
            await socket.CloseAsync();
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (budget.HeldBytes > 0)
            await Task.Delay(10, patience.Token);
    }

    [Theory]
    [InlineData("/odata/Projects?$select=Mrr&$expand=VendorAccount($expand=Projects($expand=Tags))")]
    [InlineData("/odata/Projects?$select=Mrr&$top=500&$expand=VendorAccount($expand=Projects)")]
    public async Task A_hopeless_query_is_refused_before_it_runs_with_what_would_fit(string url)
    {
        await small.MeasuredAsync();
        var message = await (await _http.GetAsync(url)).ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);
        message.ShouldContain("a response of about");
        message.ShouldContain("4 MB are allowed");
        message.ShouldContain("To fit, ask for `$top=");
    }

    [Fact]
    public async Task A_hopeless_query_of_the_graph_is_refused_before_it_runs()
    {
        await small.MeasuredAsync();
        const string query = "{projects(first:700){nodes{vendorAccount{projects(first:100){nodes{document}}}}}}";
        using var response = await _http.PostAsJsonAsync("/graphql", new { query });
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("QUERY_TOO_COSTLY");
        text.ShouldContain("a response of about");
    }

    [Fact]
    public async Task The_expected_size_is_that_of_the_response()
    {
        await small.MeasuredAsync();
        var sizes = small.Server.Services.GetRequiredService<RowSizes>().Get(GraphModel.Instance.Entity(typeof(Project)))!;
        sizes.Rows.ShouldBe(long.Parse(await _http.GetStringAsync("/odata/Projects/$count"), CultureInfo.InvariantCulture));
        var name = GraphModel.Instance.Entity(typeof(Project)).Field(nameof(Project.Name));
        sizes.Texts[name].ShouldBeInRange(3, 200);
    }

    [Fact]
    public async Task A_change_whose_response_could_not_be_delivered_is_not_sent()
    {
        var id = (await _http.GetFromJsonAsync<JsonElement>("/odata/Projects?$filter=Vendor eq 'PLANHAT'&$top=1&$select=Id"))
            .GetProperty("value")[0]
            .GetProperty("Id")
            .GetInt64();
        var operations = await _http.GetStringAsync("/odata/Operations/$count");
        object[] requests =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i => new
                {
                    id = $"r{i}",
                    method = "GET",
                    url = $"Projects?$filter=Id gt {i}&$top=100",
                }),
            new
            {
                id = "w",
                method = "PATCH",
                url = $"Projects({id})",
                body = new { Name = "changed by a batch" },
            },
        ];
        var responses = await BatchAsync(requests);
        responses.Length.ShouldBe(61);
        responses[0].GetProperty("status").GetInt32().ShouldBe(200);
        responses[^1].GetProperty("status").GetInt32().ShouldBe(413);
        responses[^1].GetProperty("body").GetProperty("error").GetProperty("code").GetString().ShouldBe("RESPONSE_TOO_LARGE");
        (await _http.GetStringAsync("/odata/Operations/$count")).ShouldBe(operations);
        (await _http.GetStringAsync($"/odata/Projects({id})/Name/$value")).ShouldNotBe("changed by a batch");
    }

    [Fact]
    public async Task A_change_in_a_batch_with_room_is_made_and_delivered()
    {
        var id = (await _http.GetFromJsonAsync<JsonElement>("/odata/Projects?$filter=Vendor eq 'PLANHAT'&$top=1&$skip=1&$select=Id"))
            .GetProperty("value")[0]
            .GetProperty("Id")
            .GetInt64();
        var responses = await BatchAsync([
            new
            {
                id = "1",
                method = "GET",
                url = "Projects?$top=50",
            },
            new
            {
                id = "2",
                method = "PATCH",
                url = $"Projects({id})",
                body = new { Name = "delivered" },
            },
        ]);
        responses.Select(response => response.GetProperty("status").GetInt32()).ShouldBe([200, 200]);
        responses[0].GetProperty("body").GetProperty("value").GetArrayLength().ShouldBe(50);
        responses[1].GetProperty("body").GetProperty("Name").GetString().ShouldBe("delivered");
    }

    [Fact]
    public async Task While_others_hold_the_process_s_budget_a_request_is_told_when_to_come_back()
    {
        await using var server = await RunningServer.StartAsync(
            ("Sandbox:ProjectsPerVendor", "5"),
            ("Limits:ResponseWait", "00:00:00"),
            ("Limits:ResponseBytesInProcess", "8000000")
        );
        var budget = server.Services.GetRequiredService<ResponseBudget>();
        budget.Take("others", 8_000_000, 0);
        using (var refused = await server.Client.GetAsync("/odata/Projects"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await refused.ShouldBeErrorAsync(ErrorCodes.Overloaded);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }
        budget.Return("others", 8_000_000);
        (await server.Client.GetAsync("/odata/Projects")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonElement[]> BatchAsync(object[] requests)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/odata/$batch") { Content = JsonContent.Create(new { requests }) };
        request.Headers.Add("Prefer", "continue-on-error");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text[..Math.Min(500, text.Length)]);
        return [.. JsonElement.Parse(text).GetProperty("responses").EnumerateArray()];
    }

    public sealed class Small : IAsyncLifetime
    {
        internal RunningServer Server { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Server = await RunningServer.StartAsync(("Limits:ResponseBytesPerRequest", PerRequest.ToString(CultureInfo.InvariantCulture)));

        internal Task MeasuredAsync() =>
            Server.Services.GetRequiredService<RowSizes>().MeasureAsync(GraphModel.Instance, CancellationToken.None);

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
