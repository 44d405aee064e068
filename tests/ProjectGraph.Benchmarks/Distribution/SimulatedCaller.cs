using System.Text.Json;
using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>Sends requests to the service one after the other and requires every response to succeed.</summary>
internal sealed class SimulatedCaller(int port) : IDisposable
{
    private readonly HttpConnection _connection = new();

    public Task ConnectAsync() => _connection.ConnectAsync(port);

    public async Task<JsonElement> GraphQLAsync(string query)
    {
        var answer = ResponseBody.Parse(
            await _connection.SendAsync(HttpRequest.Post(port, "/graphql", JsonSerializer.Serialize(new { query })))
        );
        if (answer.TryGetProperty("errors", out _) || answer.ToString().Contains("\"message\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"{query}\n{answer}");
        return answer.GetProperty("data").EnumerateObject().First().Value;
    }

    /// <param name="url">A path below the service's root, or a link from a response.</param>
    public async Task<JsonElement> ODataAsync(string url, string headers = "")
    {
        var target = url.StartsWith("http", StringComparison.Ordinal)
            ? new Uri(url).PathAndQuery
            : new Uri($"http://127.0.0.1/odata/{url}").PathAndQuery;
        return ResponseBody.Parse(await _connection.SendAsync(HttpRequest.Get(port, target, headers)));
    }

    public void Dispose() => _connection.Dispose();
}
