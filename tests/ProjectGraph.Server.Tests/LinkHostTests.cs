using System.Net;
using System.Text;
using System.Text.Json;
using ProjectGraph.Server.Tests.Bi;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks that responses in Production never contain a forged host, and that their links still work.</summary>
[Collection(KeyedServerCollection.Name)]
public sealed class LinkHostTests(KeyedServer server)
{
    private const string MadeUp = "made-up.example";

    [Theory]
    [InlineData("/")]
    [InlineData("/odata")]
    [InlineData("/odata/$metadata")]
    [InlineData("/odata/Projects?$expand=Company", "Prefer", "odata.maxpagesize=1")]
    [InlineData("/odata/Projects?$select=Name", "Prefer", "track-changes")]
    [InlineData("/odata/Projects?$top=1", "Accept", "application/json;odata.metadata=full")]
    [InlineData("/odata/Projects?$top=1", "Prefer", "respond-async")]
    [InlineData("/graphql?query={projects(first:1){nodes{name}}}", "GraphQL-Explain", "1")]
    public async Task No_link_contains_a_forged_host(string path, string header = "X-Unrelated", string value = "1")
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, (header, value));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        (response.Headers + await response.Content.ReadAsStringAsync()).ShouldNotContain(MadeUp);
    }

    [Fact]
    public async Task No_part_of_a_batch_contains_a_forged_host()
    {
        const string Batch =
            """{"requests":[{"id":"1","method":"GET","url":"Projects?$top=1"},{"id":"2","method":"GET","url":"http://made-up.example/odata/Projects?$top=1"}]}""";
        using var response = await SendAsync(HttpMethod.Post, "/odata/$batch", new StringContent(Batch, Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        JsonElement
            .Parse(text)
            .GetProperty("responses")
            .EnumerateArray()
            .Select(part => part.GetProperty("status").GetInt32())
            .ShouldBe([200, 200], text);
        text.ShouldNotContain(MadeUp);
    }

    [Fact]
    public async Task A_link_without_a_host_can_be_followed()
    {
        using var first = await SendAsync(HttpMethod.Get, "/odata/Projects?$select=Name", null, ("Prefer", "odata.maxpagesize=1"));
        var next = JsonElement.Parse(await first.Content.ReadAsStringAsync()).GetProperty("@odata.nextLink").GetString()!;
        next.ShouldStartWith("/odata/Projects?");
        using var second = await SendAsync(HttpMethod.Get, next);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_that_is_opened_elsewhere_is_refused()
    {
        using var response = await SendAsync(HttpMethod.Get, "/connect/powerbi.pbids");
        (await response.ShouldBeErrorAsync(ErrorCodes.BadRequest)).ShouldContain("PublicUrl");
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Host = MadeUp;
        request.Headers.Add("X-API-Key", server.Reader);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await server.Client.SendAsync(request);
    }
}
