using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProjectGraph.Server;

/// <summary>Writes errors in GraphQL's format (spec section 7.1) or, outside GraphQL, in OData's (JSON format section 21.1).</summary>
internal static class ErrorBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, ApiError error)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            if (context.Request.Path.StartsWithSegments("/graphql"))
                WriteGraphQL(json, error);
            else
                WriteOData(json, error);
        }
        var response = context.Response;
        if (context.Request.Path.StartsWithSegments("/odata"))
            response.Headers["OData-Version"] = GetODataVersion(context);
        response.Headers.CacheControl = "no-store";
        // Only the engine's responses have the type graphql-response+json (GraphQL over HTTP, section 6.4).
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    /// <summary>Returns OData's error as bytes, for a response inside another response.</summary>
    public static byte[] SerializeOData(ApiError error)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
            WriteOData(json, error);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes OData's error object with its wrapper.</summary>
    private static void WriteOData(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, error.Code.Id);
        json.WriteString("message"u8, error.Message);
        if (error.Target is { } target)
            json.WriteString("target"u8, target);
        WriteDetails(json, error.Details);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteGraphQL(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        json.WriteStartArray("errors"u8);
        json.WriteStartObject();
        json.WriteString("message"u8, error.Message);
        json.WriteStartObject("extensions"u8);
        json.WriteString("code"u8, error.Code.Id);
        if (error.Target is { } target)
            json.WriteString("target"u8, target);
        WriteDetails(json, error.Details);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, IReadOnlyList<ApiErrorDetail> details)
    {
        if (details.Count == 0)
            return;
        json.WriteStartArray("details"u8);
        foreach (var detail in details)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, detail.Code);
            json.WriteString("message"u8, detail.Message);
            if (detail.Target is { } target)
                json.WriteString("target"u8, target);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // The version that the endpoint negotiated. Without one, 4.0 if the client accepts nothing newer.
    private static string GetODataVersion(HttpContext context) =>
        context.Response.Headers["OData-Version"] is [{ } settled, ..] ? settled
        : context.Request.Headers["OData-MaxVersion"] == "4.0" ? "4.0"
        : "4.01";
}
