using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server.Tests.Bi;

/// <summary>The ways by which BI tools can bring a key.</summary>
[Collection(KeyedServerCollection.Name)]
public sealed class DoorTests(KeyedServer server)
{
    public static TheoryData<string, string> Doors
    {
        get
        {
            var doors = new TheoryData<string, string>();
            foreach (var path in (string[])["/odata/Projects?$top=1", "/graphql?query={__typename}", "/odata/$batch"])
            foreach (var door in (string[])["Bearer", "X-API-Key", "Basic", "api_key"])
                doors.Add(path, door);
            return doors;
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    [Clause("B-13")]
    [Clause("T-4")]
    public async Task A_key_opens_by_every_door(string path, string door)
    {
        (await SendAsync(path, door, server.Reader)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await SendAsync(path, door, "pjg_wrong");
        refused.StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests);
    }

    [Fact]
    [Clause("B-14")]
    public async Task An_empty_bearer_gets_a_challenge_a_line()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/odata/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer");
        var response = await server.Client.SendAsync(request);
        await response.ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        response.Headers.NonValidated["WWW-Authenticate"].Select(line => line.Split(' ')[0]).ShouldBe(["Bearer", "Basic"]);
    }

    [Fact]
    public async Task A_key_in_the_URL_is_repeated_nowhere()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/odata/Projects?$select=Id&api_key={server.Reader}&$filter=Id%20gt%200"
        );
        request.Headers.Add("Prefer", "odata.maxpagesize=5");
        var body = JsonElement.Parse(await (await server.Client.SendAsync(request)).Content.ReadAsStringAsync());
        body.ToString().ShouldNotContain(server.Reader);
        body.GetProperty("@odata.nextLink")
            .GetString()!
            .ShouldStartWith($"{server.Running.Address}odata/Projects?$select=Id&$filter=Id%20gt%200&$skiptoken=");
    }

    [Fact]
    [Clause("B-15")]
    public async Task A_key_does_not_run_out_in_a_long_refresh()
    {
        var time = new FakeTime();
        await using var access = await AccessServer.StartAsync(time: time);
        (string, string) key = ("X-API-Key", await access.KeyAsync(AccessRole.Reader));
        (await access.GetAsync("/odata/who", key)).StatusCode.ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromHours(5));
        (await access.GetAsync("/odata/who", key)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("?api_key=k1", "k1", "")]
    [InlineData("?a=1&api_key=k%201&b=2", "k 1", "?a=1&b=2")]
    [InlineData("?API_Key=k1&b", "k1", "?b")]
    [InlineData("?api_key", "", "")]
    [InlineData("?x=api_key", null, "?x=api_key")]
    [InlineData("", null, "")]
    public void The_parameter_is_taken_out_of_the_URL(string query, string? key, string rest)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new(query);
        KeyParameter.Remove(request).ShouldBe(key);
        request.QueryString.Value.ShouldBe(rest);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string door, string key)
    {
        var isBatch = path.EndsWith("$batch", StringComparison.Ordinal);
        var url = door == "api_key" ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api_key={key}" : path;
        using var request = new HttpRequestMessage(isBatch ? HttpMethod.Post : HttpMethod.Get, url);
        if (isBatch)
            request.Content = new StringContent(
                """{"requests":[{"id":"1","method":"GET","url":"Projects?$top=1"}]}""",
                Encoding.UTF8,
                "application/json"
            );
        switch (door)
        {
            case "Bearer":
                request.Headers.Authorization = new("Bearer", key);
                break;
            case "Basic":
                request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + key)));
                break;
            case "X-API-Key":
                request.Headers.Add("X-API-Key", key);
                break;
        }
        return await server.Client.SendAsync(request);
    }
}
