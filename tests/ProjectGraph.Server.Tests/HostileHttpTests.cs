using System.Net.Sockets;
using System.Text;

namespace ProjectGraph.Server.Tests;

/// <summary>Input that is not an HTTP request, or that never ends.</summary>
public sealed class HostileHttpTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("GARBAGE\r\n\r\n", "400")]
    [InlineData("GET /health/live HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("GET /health/live HTTP/9.9\r\nHost: a\r\n\r\n", "505")]
    [InlineData("POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData(
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n",
        "413"
    )]
    public async Task Invalid_input_is_refused_and_the_next_request_served(string request, string status)
    {
        (await SendAsync(request)).ShouldStartWith($"HTTP/1.1 {status} ");
        (await server.Client.GetAsync("/health/live")).IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>The requests that the web server refuses before any code of the service runs (`docs/decisions/limits.md`).</summary>
    [Theory]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("GET  /health/live HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nX y: 1\r\n\r\n", 400)]
    [InlineData("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /graphql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: unknown\r\n\r\n", 400)]
    [InlineData("GET /health/live HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: a\r\n\r\n", 414, 70_000)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: {0}\r\n\r\n", 431, 140_000)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n{0}\r\n", 431, 401, "X: 1\r\n")]
    public async Task A_refusal_of_the_web_server_has_a_status_and_no_body(string request, int status, int count = 0, string repeated = "a")
    {
        var response = await SendAsync(request.Replace("{0}", string.Concat(Enumerable.Repeat(repeated, count)), StringComparison.Ordinal));
        response.ShouldStartWith($"HTTP/1.1 {status} ");
        response.ShouldContain("\r\nContent-Length: 0\r\n");
        response.ShouldContain("\r\nConnection: close\r\n");
        response.ShouldEndWith("\r\n\r\n");
        (await server.Client.GetAsync("/health/live")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(100_000)]
    public async Task An_endless_request_line_is_refused(int length) =>
        (await SendAsync($"GET /{new string('a', length)} HTTP/1.1\r\nHost: a\r\n\r\n")).ShouldStartWith("HTTP/1.1 414 ");

    [Theory]
    [InlineData(40_000)]
    [InlineData(200_000)]
    public async Task Endless_headers_are_refused(int length) =>
        (await SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', length)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431 ");

    [Theory]
    [InlineData("/graphql?query=")]
    [InlineData("/odata/Projects?$filter=")]
    [Produces(nameof(ErrorCodes.UrlTooLong))]
    public async Task A_long_URL_is_refused_in_the_shape_of_its_protocol(string path)
    {
        using var response = await server.Client.GetAsync(path + new string('a', 17_000));
        (await response.ShouldBeErrorAsync(ErrorCodes.UrlTooLong)).ShouldContain("Limits:UrlBytes");
    }

    [Theory]
    [InlineData("/graphql?query={__typename}", 1, 33_000)]
    [InlineData("/odata/Projects", 1, 33_000)]
    [InlineData("/graphql?query={__typename}", 101, 1)]
    [InlineData("/odata/Projects", 101, 1)]
    [Produces(nameof(ErrorCodes.RequestHeadersTooLarge))]
    public async Task Large_headers_are_refused_in_the_shape_of_their_protocol(string path, int count, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        for (var i = 0; i < count; i++)
            request.Headers.Add($"X-{i}", new string('a', length));
        using var response = await server.Client.SendAsync(request);
        (await response.ShouldBeErrorAsync(ErrorCodes.RequestHeadersTooLarge)).ShouldContain("Limits:Header");
    }

    [Theory]
    [InlineData("/graphql")]
    [InlineData("/odata/Projects")]
    public async Task A_large_body_is_refused_in_the_shape_of_its_protocol(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(new string(' ', 5 * 1024 * 1024), Encoding.UTF8, "application/json"),
        };
        // Otherwise the client would still be sending when the server closes the connection.
        request.Headers.ExpectContinue = true;
        using var response = await server.Client.SendAsync(request);
        await response.ShouldBeErrorAsync(ErrorCodes.RequestTooLarge);
    }

    [Fact]
    public async Task The_response_does_not_reveal_the_server()
    {
        var response = await server.Client.GetAsync("/health/live");
        response.Headers.Contains("Server").ShouldBeFalse();
        response.Headers.Contains("X-Powered-By").ShouldBeFalse();
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[1024];
        var read = await client.GetStream().ReadAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
