using System.Text.Json;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>The parameters of a GraphQL request: from a POST's JSON body or a GET's query string.</summary>
internal static class GraphQLReader
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    public static async ValueTask<GraphQLRequest> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return OfQueryString(request.Query) with { State = context, AllowMutations = false };
        CheckContentType(request);
        using var body = await ParseAsync(request, context.RequestAborted);
        return OfBody(body.RootElement) with { State = context };
    }

    // A body of another type could be sent by a form of any site, without the browser asking first (CSRF).
    private static void CheckContentType(HttpRequest request)
    {
        if (request.ContentType is not { } type || !Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out var media)
            || !media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw new ApiException(ErrorCodes.UnsupportedMediaType, "A POST to /graphql carries JSON. Send it with `Content-Type: application/json`.");
        if (media.Charset.HasValue && !media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new ApiException(ErrorCodes.UnsupportedMediaType, $"The charset `{media.Charset}` is not understood. JSON is UTF-8.");
    }

    private static async ValueTask<JsonDocument> ParseAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, Json, cancellation);
        }
        catch (JsonException e)
        {
            throw new ApiException(ErrorCodes.BadRequest, $"The body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static GraphQLRequest OfBody(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array)
            throw new ApiException(ErrorCodes.BadRequest, "Batching is off: the body is a list. Send one request, `{ \"query\": \"…\" }`; it may ask for several root fields.");
        if (body.ValueKind != JsonValueKind.Object)
            throw new ApiException(ErrorCodes.BadRequest, "The body must be a JSON object, `{ \"query\": \"…\" }`.");
        return new()
        {
            Query = Text(body, "query") is { Length: > 0 } query ? query : throw NoQuery(),
            OperationName = Text(body, "operationName"),
            Variables = Map(body, "variables"),
            Extensions = Map(body, "extensions"),
        };
    }

    private static GraphQLRequest OfQueryString(IQueryCollection parameters) => new()
    {
        Query = Single(parameters, "query") is { Length: > 0 } query ? query : throw NoQuery(),
        OperationName = Single(parameters, "operationName") is { Length: > 0 } name ? name : null,
        Variables = Map(parameters, "variables"),
        Extensions = Map(parameters, "extensions"),
    };

    private static string? Text(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String ? StringOf(value, name) : throw Wrong(name, "a string");
    }

    // JSON may escape half of a surrogate pair, which no .NET string can come from.
    private static string StringOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(name, "valid Unicode text");
        }
    }

    private static JsonElement? Map(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Object ? value.Clone() : throw Wrong(name, "an object");
    }

    private static string? Single(IQueryCollection parameters, string name)
    {
        var values = parameters[name];
        return values.Count <= 1 ? values.ToString() : throw new ApiException(ErrorCodes.BadRequest, $"`{name}` is given more than once.", name);
    }

    private static JsonElement? Map(IQueryCollection parameters, string name)
    {
        if (Single(parameters, name) is not { Length: > 0 } text) return null;
        try
        {
            using var document = JsonDocument.Parse(text, Json);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => document.RootElement.Clone(),
                JsonValueKind.Null => null,
                _ => throw Wrong(name, "an object"),
            };
        }
        catch (JsonException)
        {
            throw Wrong(name, "a JSON object");
        }
    }

    private static ApiException NoQuery() => new(ErrorCodes.BadRequest, "There is no `query`. Send the document as the parameter `query`.", "query");

    private static ApiException Wrong(string name, string expected) => new(ErrorCodes.BadRequest, $"`{name}` must be {expected}.", name);
}
