using System.Net;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>GraphQL over server-sent events, frame by frame.</summary>
[Collection(SharedServer.Name)]
public sealed class EventStreamTests(RunningServer server)
{
    private const string Changed =
        "subscription { projectChanged(after: 0, where: { vendor: { eq: HEATPUNK } }) { kind position project { vendor document } } }";
    private readonly HttpClient _http = server.Client;

    [Fact]
    public async Task A_stream_is_not_cached_nor_held_back_and_its_events_have_one_line_each()
    {
        using var events = await EventStream.OpenAsync(_http, Changed, ("Accept-Encoding", "br, gzip"));
        events.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        events.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        events.Response.Content.Headers.ContentEncoding.ShouldBeEmpty();
        events.Response.Headers.CacheControl!.NoCache.ShouldBeTrue();
        events.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        var (name, id, data) = await events.NextAsync();
        name.ShouldBe("next");
        var change = data.GetProperty("data").GetProperty("projectChanged");
        change.GetProperty("project").GetProperty("vendor").GetString().ShouldBe("HEATPUNK");
        id.ShouldBe(change.GetProperty("position").GetInt64().ToString(null, null));
    }

    [Fact]
    public async Task A_browser_that_comes_again_goes_on_behind_the_last_event()
    {
        using var first = await EventStream.OpenAsync(_http, Changed);
        await first.NextAsync();
        var (_, second, _) = await first.NextAsync();
        var (_, third, _) = await first.NextAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString(Changed));
        using var again = await EventStream.OpenAsync(_http, request, ("Last-Event-ID", second!));
        (await again.NextAsync()).Id.ShouldBe(third);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    public async Task A_last_event_of_another_make_is_refused(string id)
    {
        using var events = await EventStream.OpenAsync(_http, Changed, ("Last-Event-ID", id));
        await events.Response.ShouldBeErrorAsync(ErrorCodes.BadUserInput);
    }

    [Theory]
    [InlineData("{ nope }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    public async Task A_refused_document_is_an_event_since_a_browser_shows_nothing_else(string query, string code)
    {
        using var events = await EventStream.OpenAsync(_http, query);
        events.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await events.NextAsync()).Data.GetProperty("errors")[0].Code().ShouldBe(code);
        (await events.NextAsync()).Event.ShouldBe("complete");
        (await events.NextAsync()).Event.ShouldBe("end");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.PositionExpired))]
    public async Task A_position_that_the_log_does_not_have_is_told_as_such()
    {
        using var events = await EventStream.OpenAsync(_http, "subscription { projectChanged(after: 1000000000) { kind } }");
        var error = (await events.NextAsync()).Data.GetProperty("errors")[0];
        error.Code().ShouldBe(ErrorCodes.PositionExpired.Id);
        error.Message().ShouldContain("Read the current state again");
    }

    [Theory]
    [InlineData("VmVuZG9yQWNjb3VudDo5OTk=", "NOT_FOUND")]
    [InlineData("UHJvamVjdDox", "BAD_USER_INPUT")]
    public async Task The_sync_of_an_unknown_vendor_account_is_an_error_and_not_silence(string id, string code)
    {
        using var events = await EventStream.OpenAsync(_http, $"subscription {{ syncProgress(vendorAccountId: \"{id}\") {{ read }} }}");
        (await events.NextAsync()).Data.GetProperty("errors")[0].Code().ShouldBe(code);
        (await events.NextAsync()).Event.ShouldBe("complete");
    }

    [Fact]
    public async Task A_document_that_is_not_known_is_refused_before_the_stream_opens()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { documentId = "nobody's" }),
        };
        using var events = await EventStream.OpenAsync(_http, request);
        await events.Response.ShouldBeErrorAsync(ErrorCodes.DocumentNotFound);
    }

    [Theory]
    [InlineData("application/json, text/event-stream", "{ __typename }", "application/json")]
    [InlineData("text/event-stream, application/json", "{ __typename }", "text/event-stream")]
    [InlineData("application/json, text/event-stream", "subscription { projectChanged { kind } }", "text/event-stream")]
    [InlineData("application/graphql-response+json;q=0.9, text/event-stream;q=0.1", "{ __typename }", "application/graphql-response+json")]
    public async Task A_client_that_admits_both_gets_a_stream_where_it_needs_one(string accept, string query, string expected)
    {
        using var events = await EventStream.OpenAsync(_http, query, ("Accept", accept));
        events.Response.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.StreamRequired))]
    public async Task A_subscription_without_a_stream_says_what_it_needs() =>
        (await _http.ErrorAsync("subscription { projectChanged { kind } }")).Code().ShouldBe(ErrorCodes.StreamRequired.Id);

    [Fact]
    public async Task A_get_streams_no_mutation()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            "/graphql?query=" + Uri.EscapeDataString("mutation { syncVendorAccount(input: {}) { operation { id } } }")
        );
        using var events = await EventStream.OpenAsync(_http, request);
        events.Response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task An_operation_that_nobody_has_is_told_once_as_null()
    {
        using var events = await EventStream.OpenAsync(
            _http,
            "subscription { operationChanged(id: \"T3BlcmF0aW9uOjk5OTk5OTk5\") { state } }"
        );
        (await events.NextAsync())
            .Data.GetProperty("data")
            .GetProperty("operationChanged")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await events.NextAsync()).Event.ShouldBe("complete");
    }

    [Fact]
    public async Task More_events_than_one_batch_holds_come_in_order_without_a_gap()
    {
        using var events = await EventStream.OpenAsync(_http, "subscription { projectChanged(after: 0) { position project { name } } }");
        var positions = new List<long>();
        for (var i = 0; i < 450; i++)
            positions.Add(
                (await events.NextAsync()).Data.GetProperty("data").GetProperty("projectChanged").GetProperty("position").GetInt64()
            );
        positions.ShouldBeUnique();
        positions.ShouldBe(positions.Order());
    }
}
