using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Reads the parameters of a GraphQL request from a POST's JSON body or a GET's query string.</summary>
internal static class GraphQLReader
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = IncomingText.DeepestJson };

    /// <summary>Reads one request, or the list of requests of a POST if the settings allow it.</summary>
    public static async ValueTask<(IReadOnlyList<GraphQLParameters> All, bool IsBatch)> ReadAsync(HttpContext context, GraphQLSettings settings)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            IncomingText.CheckUrl(request);
            return ([OfQueryString(request.Query, settings)], false);
        }
        CheckContentType(request);
        using var body = await ParseAsync(request, context.RequestAborted);
        return body.RootElement.ValueKind == JsonValueKind.Array
            ? (OfList(body.RootElement, settings), true)
            : ([OfBody(body.RootElement, settings)], false);
    }

    // A form of any site could send a body of another type without a preflight request (CSRF).
    private static void CheckContentType(HttpRequest request)
    {
        if (request.ContentType is not { } type || !Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out var media)
            || !media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw new ApiException(ErrorCodes.UnsupportedMediaType, "The body of a POST to /graphql must be JSON. Send it with `Content-Type: application/json`.");
        if (media.Charset.HasValue && !media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new ApiException(ErrorCodes.UnsupportedMediaType, $"The charset `{media.Charset}` is not supported. Send JSON in UTF-8.");
    }

    private static async ValueTask<JsonDocument> ParseAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, Json, cancellation);
        }
        catch (JsonException e)
        {
            throw new ApiException(ErrorCodes.BadRequest, $"The body is not valid JSON, or nested more than {IncomingText.DeepestJson} levels deep: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static GraphQLParameters[] OfList(JsonElement list, GraphQLSettings settings)
    {
        if (settings.Batching <= 0)
            throw new ApiException(ErrorCodes.BadRequest, "The body is a list, but batching is off. Send one request, `{ \"query\": \"…\" }`. It may select several root fields.");
        var count = list.GetArrayLength();
        if (count == 0) throw new ApiException(ErrorCodes.BadRequest, "The body is an empty list. Send at least one request.");
        if (count > settings.Batching)
            throw new ApiException(ErrorCodes.TooComplex, $"The body is a list of {count} requests; the limit is {settings.Batching} (GraphQL:Batching).");
        return [.. list.EnumerateArray().Select(each => OfBody(each, settings))];
    }

    /// <summary>Reads the parameters from a JSON object, for every transport.</summary>
    public static GraphQLParameters OfBody(JsonElement body, GraphQLSettings settings)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new ApiException(ErrorCodes.BadRequest, "The body must be a JSON object, `{ \"query\": \"…\" }`.");
        IncomingText.Check(body);
        var read = new Parameters(settings);
        return new(
            NullIfEmpty(read.Text(body, "query")), NullIfEmpty(read.Text(body, "documentId")), read.Text(body, "operationName"),
            read.Map(body, "variables"), read.Map(body, "extensions"));
    }

    private static GraphQLParameters OfQueryString(IQueryCollection parameters, GraphQLSettings settings)
    {
        var read = new Parameters(settings);
        return new(
            Single(parameters, "query"), Single(parameters, "documentId"), Single(parameters, "operationName"),
            read.Map(parameters, "variables"), read.Map(parameters, "extensions"));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Single(IQueryCollection parameters, string name)
    {
        var values = parameters[name];
        return values.Count <= 1 ? NullIfEmpty(values.ToString()) : throw new ApiException(ErrorCodes.BadRequest, $"`{name}` is given more than once.", name);
    }

    /// <summary>Reads members by name. The HTTP profile determines the status of a wrong type.</summary>
    private readonly struct Parameters(GraphQLSettings settings)
    {
        public string? Text(JsonElement body, string name)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, "a string");
        }

        public JsonElement? Map(JsonElement body, string name)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
            return value.ValueKind == JsonValueKind.Object ? value.Clone() : throw Wrong(name, "an object");
        }

        public JsonElement? Map(IQueryCollection parameters, string name)
        {
            if (Single(parameters, name) is not { } text) return null;
            try
            {
                var json = IncomingText.Parse(text, name);
                return json.ValueKind switch
                {
                    JsonValueKind.Object => json,
                    JsonValueKind.Null => null,
                    _ => throw Wrong(name, "an object"),
                };
            }
            catch (JsonException)
            {
                throw Wrong(name, $"a JSON object, nested at most {IncomingText.DeepestJson} levels deep");
            }
        }

        private ApiException Wrong(string name, string expected) => new(settings.BadParameter($"`{name}` must be {expected}.", name));
    }
}
