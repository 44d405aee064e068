using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>
/// Sends endlessly nested documents to the program in a separate process: a stack overflow ends the process, so a test in the
/// same process could not report it.
/// </summary>
public sealed class DeepInputTests : IAsyncLifetime
{
    private const int Deep = 20_000;
    private readonly TemporaryFolder _folder = new();
    private ListeningProcess _server = null!;

    public async Task InitializeAsync() => _server = await ListeningProcess.StartAsync(_folder);

    public Task DisposeAsync()
    {
        _server.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_nested_without_end_is_refused_and_the_process_lives()
    {
        foreach (var document in Documents())
        {
            var body = JsonSerializer.Serialize(new { query = document });
            (await PostAsync(body)).ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
            await OverSocketAsync("{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":" + body + "}");
            _server.HasExited.ShouldBeFalse(document[..60]);
        }
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            var deep = Nested(open, "1", close, Deep);
            foreach (var body in (string[])[deep, "{\"query\":\"{__typename}\",\"variables\":{\"a\":" + deep + "}}", "{\"query\":\"{__typename}\",\"extensions\":" + deep + "}"])
            {
                (await PostAsync(body)).ShouldBe(HttpStatusCode.BadRequest);
                await OverSocketAsync(body);
            }
        }
        _server.HasExited.ShouldBeFalse();
        (await PostAsync("{\"query\":\"{ __typename }\"}")).ShouldBe(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Documents()
    {
        yield return Nested("{a", "", "}", Deep);
        yield return "{a" + Nested("{... ", "{b}", "}", Deep) + "}";
        yield return "{a(b:" + Nested("[", "1", "]", Deep) + ")}";
        yield return "{a(b:" + Nested("{c:", "1", "}", Deep) + ")}";
        yield return "query($a:" + Nested("[", "Int", "]", Deep) + "){a}";
        yield return "{a " + string.Concat(Enumerable.Repeat("@include(if:true)", Deep)) + "}";
        yield return string.Concat(Enumerable.Range(0, Deep).Select(i => $"fragment f{i} on Query{{...f{i + 1}}}")) + "{...f0}";
        yield return Nested("{a", "", "}", 350_000);
        yield return "{" + new string('a', 1_000_000) + "}";
        yield return "{" + string.Concat(Enumerable.Repeat("a ", 500_000)) + "}";
    }

    private static string Nested(string open, string middle, string close, int depth) =>
        new StringBuilder().Insert(0, open, depth).Append(middle).Insert(depth * open.Length + middle.Length, close, depth).ToString();

    private async Task<HttpStatusCode> PostAsync(string body)
    {
        // The limit is far below the time of a complete read without a nesting limit.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var response = await _server.Client.PostAsync("/graphql", new StringContent(body, Encoding.UTF8, "application/json"), patience.Token);
        return response.StatusCode;
    }

    private async Task OverSocketAsync(string message)
    {
        using var socket = await SocketClient.OpenAsync(_server.Address);
        await socket.SendAsync(SocketClient.Init);
        await socket.NextAsync("connection_ack");
        await socket.SendAsync(message, WebSocketMessageType.Text);
        var (answer, closed) = await socket.NextAsync();
        (closed ?? (answer.GetProperty("type").GetString() == "error" ? 4400 : 0)).ShouldBe(4400);
    }
}
