using System.Text.Json;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests;

/// <summary>A request in, JSON out.</summary>
internal static class RequestRunner
{
    public static async Task<string> GetJsonAsync(
        Schema schema,
        string query,
        string? variables = null,
        GraphQLOptions? options = null,
        object? root = null
    ) => (await GetResultAsync(schema, query, variables, options, root)).ToJson();

    public static Task<GraphQLResult> GetResultAsync(
        Schema schema,
        string query,
        string? variables = null,
        GraphQLOptions? options = null,
        object? root = null
    ) =>
        new GraphQLEngine(schema, options).ExecuteAsync(
            new GraphQLRequest
            {
                Query = query,
                Variables = ParseElement(variables),
                RootValue = root,
            }
        );

    public static JsonElement? ParseElement(string? json) => json is null ? null : JsonDocument.Parse(json).RootElement;
}
