using System.Net;
using System.Net.Http.Headers;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Responses that a client already has are not sent again.</summary>
[Collection(SharedServer.Name)]
public sealed class ConditionalGetTests(RunningServer server)
{
    private static readonly string Url = "/graphql?query=" + Uri.EscapeDataString("{ projects(first: 3) { nodes { name } } }");
    private readonly HttpClient _http = server.Client;

    [Fact]
    public async Task The_same_answer_is_not_sent_twice()
    {
        using var first = await _http.GetAsync(Url);
        var tag = first.Headers.ETag.ShouldNotBeNull();
        tag.IsWeak.ShouldBeFalse();
        first.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        first.Headers.Vary.ShouldContain("Accept");

        using var second = await SendAsync(Url, ("If-None-Match", tag.ToString()));
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(tag);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"other\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"other\", W/TAG", HttpStatusCode.NotModified)]
    [InlineData("nonsense", HttpStatusCode.OK)]
    public async Task A_tag_matches_by_what_it_says(string known, HttpStatusCode status)
    {
        using var first = await _http.GetAsync(Url);
        using var second = await SendAsync(Url, ("If-None-Match", known.Replace("TAG", first.Headers.ETag!.Tag, StringComparison.Ordinal)));
        second.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Another_answer_has_another_tag()
    {
        using var first = await _http.GetAsync(Url);
        using var second = await _http.GetAsync(Url + "%20");
        using var third = await _http.GetAsync("/graphql?query=%7B__typename%7D");
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        third.Headers.ETag.ShouldNotBe(first.Headers.ETag);
    }

    [Fact]
    public async Task A_compressed_answer_has_the_tag_as_a_weak_one()
    {
        using var plain = await _http.GetAsync(Url);
        using var compressed = await SendAsync(Url, ("Accept-Encoding", "br"));
        compressed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        compressed.Headers.ETag.ShouldBe(new EntityTagHeaderValue(plain.Headers.ETag!.Tag, isWeak: true));
        using var again = await SendAsync(Url, ("Accept-Encoding", "br"), ("If-None-Match", compressed.Headers.ETag!.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Errors_and_posts_have_no_tag()
    {
        using var refused = await SendAsync("/graphql?query=%7B", ("Accept", "application/graphql-response+json"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        refused.Headers.ETag.ShouldBeNull();
        using var post = await _http.PostAsync(
            "/graphql",
            new StringContent("{\"query\":\"{__typename}\"}", new MediaTypeHeaderValue("application/json"))
        );
        post.Headers.ETag.ShouldBeNull();
    }

    private async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await _http.SendAsync(request);
    }
}
