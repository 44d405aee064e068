using System.Net.Http.Json;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>Reads server-sent events, frame by frame.</summary>
internal sealed class EventStream(HttpResponseMessage response) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private StreamReader? _lines;

    public HttpResponseMessage Response => response;

    public static async Task<EventStream> OpenAsync(HttpClient http, string query, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        return await OpenAsync(http, request, headers);
    }

    public static async Task<EventStream> OpenAsync(
        HttpClient http,
        HttpRequestMessage request,
        params (string Name, string Value)[] headers
    )
    {
        if (headers.All(header => header.Name != "Accept"))
            request.Headers.Accept.ParseAdd("text/event-stream");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(response);
    }

    /// <summary>The next event; comments are skipped.</summary>
    public async Task<(string Event, string? Id, JsonElement Data)> NextAsync()
    {
        string name = "",
            data = "";
        string? id = null;
        while (await ReadAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data:", StringComparison.Ordinal))
                data += line[5..];
            else if (line.Length == 0 && name.Length > 0)
                return (name, id, data.Length == 0 ? default : JsonDocument.Parse(data).RootElement);
        }
        return ("end", null, default);
    }

    /// <summary>Waits for a comment, which keeps an idle stream alive.</summary>
    public async Task CommentAsync()
    {
        while (await ReadAsync() is { } line)
            if (line.StartsWith(':'))
                return;
        throw new EndOfStreamException();
    }

    public void Dispose()
    {
        _lines?.Dispose();
        response.Dispose();
    }

    private async Task<string?> ReadAsync()
    {
        _lines ??= new(await response.Content.ReadAsStreamAsync());
        return await _lines.ReadLineAsync().WaitAsync(Patience);
    }
}
