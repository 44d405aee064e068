using System.Net.Sockets;
using System.Text;

namespace ProjectGraph.Server.Tests;

/// <summary>What is no request at all, or one without end.</summary>
public sealed class HostileHttpTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("GARBAGE\r\n\r\n", "400")]
    [InlineData("GET /health/live HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("GET /health/live HTTP/9.9\r\nHost: a\r\n\r\n", "505")]
    [InlineData("POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n", "413")]
    public async Task What_is_no_request_is_refused_and_the_next_one_answered(string request, string status)
    {
        (await SendAsync(request)).ShouldStartWith($"HTTP/1.1 {status} ");
        (await server.Client.GetAsync("/health/live")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_line_has_an_end() =>
        (await SendAsync($"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: a\r\n\r\n")).ShouldStartWith("HTTP/1.1 414 ");

    [Fact]
    public async Task Headers_have_an_end() =>
        (await SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 40_000)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431 ");

    [Fact]
    public async Task The_answer_does_not_say_what_it_runs_on()
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
