using System.Net.Http.Json;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Sends GraphQL requests to a running service.</summary>
internal static class GraphQLCalls
{
    /// <summary>The response's <c>data</c>. An error fails the test.</summary>
    public static async Task<JsonElement> QueryAsync(this HttpClient http, string query, object? variables = null)
    {
        var answer = await http.AskAsync(query, variables);
        answer.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>The first error of a response that must have one.</summary>
    public static async Task<JsonElement> ErrorAsync(this HttpClient http, string query, object? variables = null)
    {
        var answer = await http.AskAsync(query, variables);
        answer.TryGetProperty("errors", out var errors).ShouldBeTrue(answer.ToString());
        return errors[0];
    }

    public static async Task<JsonElement> AskAsync(this HttpClient http, string query, object? variables = null)
    {
        using var response = await http.PostAsJsonAsync("/graphql", new { query, variables });
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public static string Code(this JsonElement error) => error.GetProperty("extensions").GetProperty("code").GetString()!;

    public static string Message(this JsonElement error) => error.GetProperty("message").GetString()!;

    public static string[] Texts(this JsonElement list, string name) =>
        [.. list.EnumerateArray().Select(item => item.GetProperty(name).GetString()!)];
}
