using System.Text.Encodings.Web;
using System.Text.Json;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Writes results as JSON bytes, for every transport.</summary>
internal static class GraphQLJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // The output is valid by construction. The check would cost a tenth of the time of a long response.
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
