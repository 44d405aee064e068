using System.Text.Json;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests;

/// <summary>A request in, JSON out.</summary>
internal static class Run
{
    public static async Task<string> Json(Schema schema, string query, string? variables = null, GraphQLOptions? options = null, object? root = null) =>
        (await Result(schema, query, variables, options, root)).ToJson();

    public static Task<GraphQLResult> Result(
        Schema schema, string query, string? variables = null, GraphQLOptions? options = null, object? root = null) =>
        new GraphQLEngine(schema, options).ExecuteAsync(new GraphQLRequest { Query = query, Variables = Element(variables), RootValue = root });

    public static JsonElement? Element(string? json) => json is null ? null : JsonDocument.Parse(json).RootElement;
}
