using System.Text.Json;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>Links that OData answers carry, to be followed at another instance.</summary>
internal static class Links
{
    /// <returns>Path and query alone: the address in it is that of the instance that made it.</returns>
    public static async Task<string> AskAsync(HttpClient http, string url, string preference, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Prefer", preference);
        using var response = await http.SendAsync(request);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        answer.TryGetProperty(name, out var link).ShouldBeTrue(answer.ToString());
        return new Uri(link.GetString()!).PathAndQuery;
    }
}
