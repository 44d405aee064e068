using System.Text.Encodings.Web;
using System.Text.Json;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Answers as bytes, for every transport.</summary>
internal static class GraphQLJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // What is written is complete by construction, and the check costs a tenth of a long answer.
        SkipValidation = true,
    };

    public static void Write(PooledBuffer buffer, GraphQLResult result)
    {
        using var json = new Utf8JsonWriter(buffer, Options);
        GraphQLErrors.Write(json, result);
    }

    public static void Write(PooledBuffer buffer, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json);
    }
}
