namespace ProjectGraph.Vendors.Tests;

public sealed class SandboxFaultTests : IAsyncLifetime
{
    private const string Project = "/projects/6101a50072c0e0884d5e8db1";

    private readonly ManualTime _time = new();
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("planhat", time: _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Status_hits_the_given_number_of_requests_after_the_given_number()
    {
        await _server.Faults("""{"faults":[{"kind":"status","status":503,"after":1,"times":2,"retryAfter":"7"}]}""");
        var statuses = new List<int>();
        string? retryAfter = null;
        for (var i = 0; i < 5; i++)
        {
            var answer = await _server.Send("GET", Project);
            statuses.Add(answer.Status);
            if (answer.Status == 503)
                retryAfter = answer.Message.Headers.RetryAfter!.ToString();
        }

        statuses.ShouldBe([200, 503, 503, 200, 200]);
        retryAfter.ShouldBe("7");
    }

    [Fact]
    public async Task A_fault_hits_only_its_method_and_path_and_does_no_work()
    {
        await _server.Faults("""{"faults":[{"kind":"status","status":500,"method":"put","path":"/projects/6101"}]}""");

        (await _server.Send("PUT", Project, """{"name":"x"}""")).Status.ShouldBe(500);
        (await _server.Send("PUT", "/projects/609a88660b73992504816060", """{"name":"x"}""")).Status.ShouldBe(200);
        (await _server.Send("GET", Project)).Object["name"]!.GetValue<string>().ShouldBe("New project");
    }

    [Fact]
    public async Task A_status_fault_has_the_vendors_own_error_body() =>
        (await Faulty("""{"kind":"status","status":401}""")).Object["message"]!.GetValue<string>().ShouldNotBeEmpty();

    [Fact]
    public async Task Slow_responds_when_the_time_has_passed()
    {
        await _server.Faults("""{"faults":[{"kind":"slow","delayMs":5000}]}""");

        var answer = _server.Send("GET", Project);
        await _time.TimerStarted;
        answer.IsCompleted.ShouldBeFalse();
        _server.Running.Log.Recent().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(5));

        (await answer).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Slow_ends_when_the_caller_leaves()
    {
        await _server.Faults("""{"faults":[{"kind":"slow","delayMs":5000,"method":"DELETE"}]}""");
        using var leave = new CancellationTokenSource();

        var answer = _server.Http.DeleteAsync(new Uri("projects/6101a50072c0e0884d5e8db1", UriKind.Relative), leave.Token);
        await _time.TimerStarted;
        await leave.CancelAsync();
        await _time.TimerCancelled;
        _time.Advance(TimeSpan.FromSeconds(5));

        await Should.ThrowAsync<OperationCanceledException>(() => answer);
        (await _server.Send("GET", Project)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Slow_can_be_combined_with_another_fault()
    {
        await _server.Faults("""{"faults":[{"kind":"slow","delayMs":0},{"kind":"status","status":418}]}""");

        (await _server.Send("GET", Project)).Status.ShouldBe(418);
    }

    [Fact]
    public async Task CutBody_announces_more_than_it_sends()
    {
        await _server.Faults("""{"faults":[{"kind":"cutBody"}]}""");

        using var response = await _server.Http.GetAsync(new Uri("projects", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        response.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(100);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Garbage_is_a_200_that_is_not_json()
    {
        var answer = await Faulty("""{"kind":"garbage"}""");

        answer.Status.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        Should.Throw<System.Text.Json.JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task WrongType_replaces_the_field_in_every_record_of_the_response_only()
    {
        await _server.Faults("""{"faults":[{"kind":"wrongType","field":"name","value":{"text":[1]},"times":1}]}""");

        (await _server.Send("GET", "/projects?select=name&limit=2")).Json.ShouldBeJson(
            """[{"_id":"60228915f4d2e51f9cc29856","name":{"text":[1]}},{"_id":"60228bae4a93f65f056d2412","name":{"text":[1]}}]"""
        );
        (await _server.Send("GET", "/projects?select=name&limit=1")).Json.ShouldBeJson(
            """[{"_id":"60228915f4d2e51f9cc29856","name":"URL123"}]"""
        );
    }

    [Fact]
    public async Task EmptyList_empties_lists_and_leaves_single_records()
    {
        await _server.Faults("""{"faults":[{"kind":"emptyList"}]}""");

        (await _server.Send("GET", "/projects")).Text.ShouldBe("[]");
        (await _server.Send("GET", Project)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task LostAnswer_processes_the_request_without_a_response()
    {
        await _server.Faults("""{"faults":[{"kind":"lostAnswer","method":"PUT"}]}""");

        await Should.ThrowAsync<HttpRequestException>(() => _server.Send("PUT", Project, """{"name":"Done all the same"}"""));

        (await _server.Send("GET", Project)).Object["name"]!.GetValue<string>().ShouldBe("Done all the same");
        _server.Running.Log.Recent()[^2].Status.ShouldBe(0);
    }

    [Fact]
    public async Task Enabled_faults_are_counted_down_and_can_be_disabled()
    {
        await _server.Faults("""{"faults":[{"kind":"status","status":429,"after":1,"times":3}],"variants":["unknown-is-404"]}""");
        for (var i = 0; i < 2; i++)
            await _server.Send("GET", Project);

        (await _server.Send("GET", "_faults")).Json.ShouldBeJson(
            """{"faults":[{"kind":"status","after":0,"times":2,"delayMs":0,"status":429}],"variants":["unknown-is-404"]}"""
        );
        (await _server.Send("DELETE", "_faults")).Status.ShouldBe(204);

        (await _server.Send("GET", "_faults")).Text.ShouldBe("""{"faults":[],"variants":[]}""");
        (await _server.Send("GET", Project)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"faults":[{"kind":"unheard"}]}""")]
    [InlineData("""{"faults":[{"kind":"status","status":99}]}""")]
    [InlineData("""{"faults":[{"kind":"wrongType"}]}""")]
    [InlineData("""{"faults":[{"kind":"slow","delayMs":-1}]}""")]
    [InlineData("""{"faults":[{"kind":"slow","delay":5}]}""")]
    [InlineData("""{"faults":[null]}""")]
    [InlineData("""{"variants":["unheard"]}""")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task An_invalid_fault_is_a_400_and_leaves_enabled_faults_unchanged(string json)
    {
        await _server.Faults("""{"variants":["unknown-is-404"]}""");

        (await _server.Faults(json)).Status.ShouldBe(400);

        (await _server.Send("GET", "_faults")).Text.ShouldContain("unknown-is-404");
    }

    private async Task<ReceivedResponse> Faulty(string fault)
    {
        (await _server.Faults($$"""{"faults":[{{fault}}]}""")).Status.ShouldBe(200);
        return await _server.Send("GET", Project);
    }
}
