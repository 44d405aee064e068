using System.Net;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Tests async requests.</summary>
public sealed class AsyncRequestTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Fact]
    [Clause("O-16"), Clause("O-17"), Clause("M-2"), Clause("A-12")]
    public async Task The_result_is_available_at_the_monitor()
    {
        using var accepted = await server.SendAsync("/Projects?$top=1&$select=Id", ("Prefer", "respond-async"));
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        accepted.Headers.GetValues("Preference-Applied").ShouldBe(["respond-async"]);
        accepted.Headers.RetryAfter.ShouldNotBeNull();
        var monitor = accepted.Headers.Location!.ToString();

        using var final = await WaitForResultAsync(monitor);
        final.Headers.GetValues("AsyncResult").ShouldBe(["200"]);
        final.Headers.GetValues("OData-Version").ShouldBe(["4.01"]);
        JsonElement.Parse(await final.Content.ReadAsStringAsync()).GetProperty("value")[0].GetProperty("Id").GetInt64().ShouldBe(1);

        using var message = await server.SendAsync(monitor, ("OData-MaxVersion", "4.0"));
        message.Content.Headers.ContentType!.MediaType.ShouldBe("application/http");
        (await message.Content.ReadAsStringAsync()).ShouldStartWith("HTTP/1.1 200 OK\r\n");
    }

    [Fact]
    public async Task A_failure_is_a_result_too()
    {
        using var accepted = await server.SendAsync("/Projects(999)", ("Prefer", "respond-async"));
        using var final = await WaitForResultAsync(accepted.Headers.Location!.ToString());
        final.StatusCode.ShouldBe(HttpStatusCode.OK);
        final.Headers.GetValues("AsyncResult").ShouldBe(["404"]);
        (await final.Content.ReadAsStringAsync()).ShouldContain("NOT_FOUND");
    }

    [Fact]
    public async Task A_caller_that_waits_long_enough_receives_the_response()
    {
        using var response = await server.SendAsync("/Projects?$top=1", ("Prefer", "respond-async,wait=30"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("OData-Version").ShouldBe(["4.01"]);
        (await response.Content.ReadAsStringAsync()).ShouldContain("@odata.context");
    }

    [Fact]
    public async Task A_batch_can_be_an_async_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/odata/$batch")
        {
            Content = new StringContent(
                """{"requests":[{"id":"1","method":"GET","url":"Projects(1)?$select=Id"}]}""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.Add("Prefer", "respond-async");
        using var accepted = await server.Client.SendAsync(request);
        using var final = await WaitForResultAsync(accepted.Headers.Location!.ToString());
        (await final.Content.ReadAsStringAsync()).ShouldContain("\"status\":200");
    }

    [Fact]
    public async Task A_monitor_is_visible_to_its_caller_only_until_it_is_deleted()
    {
        using var accepted = await server.SendAsync("/Projects?$top=1", ("Prefer", "respond-async"), ("Caller-Name", "one"));
        var monitor = accepted.Headers.Location!.ToString();
        (await server.SendAsync(monitor, ("Caller-Name", "two"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var removal = new HttpRequestMessage(HttpMethod.Delete, monitor);
        removal.Headers.Add("Caller-Name", "one");
        (await server.Client.SendAsync(removal)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.SendAsync(monitor, ("Caller-Name", "one"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.SendAsync("/$async/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_request_above_the_limit_runs_synchronously()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
            statuses.Add((await server.SendAsync("/Projects?$top=1", ("Prefer", "respond-async"), ("Caller-Name", "many"))).StatusCode);
        statuses.Count(status => status == HttpStatusCode.Accepted).ShouldBe(10);
        statuses[^1].ShouldBe(HttpStatusCode.OK);
    }

    // The monitor responds with 202 while the request runs, so it is polled.
    private async Task<HttpResponseMessage> WaitForResultAsync(string monitor)
    {
        while (true)
        {
            var response = await server.SendAsync(monitor);
            if (response.StatusCode != HttpStatusCode.Accepted)
                return response;
            response.Dispose();
        }
    }
}
