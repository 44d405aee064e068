using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Reads the parameters of a GraphQL request from a POST's JSON body or a GET's query string.</summary>
internal static class GraphQLReader
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = IncomingText.MaxJsonDepth };

    /// <summary>Reads one request, or the list of requests of a POST if the settings allow it.</summary>
    public static async ValueTask<(IReadOnlyList<GraphQLParameters> All, bool IsBatch)> ReadAsync(
        HttpContext context,
        GraphQLSettings settings
    )
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            IncomingText.RequireUnicodeUrl(request);
            return ([ParseQueryString(request.Query, settings)], false);
        }
        CheckContentType(request);
        using var body = await ParseAsync(request, context.RequestAborted);
        return body.RootElement.ValueKind == JsonValueKind.Array
            ? (ParseList(body.RootElement, settings), true)
            : ([ParseBody(body.RootElement, settings)], false);
    }

    // A form of any site could send a body of another type without a preflight request (CSRF).
    private static void CheckContentType(HttpRequest request)
    {
        if (
            request.ContentType is not { } type
            || !Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out var media)
            || !media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        )
            throw new ApiException(
                ErrorCodes.UnsupportedMediaType,
                "The body of a POST to /graphql must be JSON. Send it with `Content-Type: application/json`."
            );
        if (media.Charset.HasValue && !media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new ApiException(ErrorCodes.UnsupportedMediaType, $"The charset `{media.Charset}` is not supported. Send JSON in UTF-8.");
    }

    private static async ValueTask<JsonDocument> ParseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, Json, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new ApiException(
                ErrorCodes.BadRequest,
                $"The body is not valid JSON, or nested more than {IncomingText.MaxJsonDepth} levels deep: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."
            );
        }
    }

    private static GraphQLParameters[] ParseList(JsonElement list, GraphQLSettings settings)
    {
        if (settings.Batching <= 0)
            throw new ApiException(
                ErrorCodes.BadRequest,
                "The body is a list, but batching is off. Send one request, `{ \"query\": \"…\" }`. It may select several root fields."
            );
        var count = list.GetArrayLength();
        if (count == 0)
            throw new ApiException(ErrorCodes.BadRequest, "The body is an empty list. Send at least one request.");
        if (count > settings.Batching)
            throw new ApiException(
                ErrorCodes.QueryTooComplex,
                $"The body is a list of {count} requests; the limit is {settings.Batching} (GraphQL:Batching)."
            );
        return [.. list.EnumerateArray().Select(each => ParseBody(each, settings))];
    }

    /// <summary>Reads the parameters from a JSON object, for every transport.</summary>
    public static GraphQLParameters ParseBody(JsonElement body, GraphQLSettings settings)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new ApiException(ErrorCodes.BadRequest, "The body must be a JSON object, `{ \"query\": \"…\" }`.");
        IncomingText.RequireUnicode(body);
        var read = new Parameters(settings);
        return new(
            NullIfEmpty(read.GetString(body, "query")),
            NullIfEmpty(read.GetString(body, "documentId")),
            read.GetString(body, "operationName"),
            read.GetObject(body, "variables"),
            read.GetObject(body, "extensions")
        );
    }

    private static GraphQLParameters ParseQueryString(IQueryCollection parameters, GraphQLSettings settings)
    {
        var read = new Parameters(settings);
        return new(
            GetSingle(parameters, "query"),
            GetSingle(parameters, "documentId"),
            GetSingle(parameters, "operationName"),
            read.GetObject(parameters, "variables"),
            read.GetObject(parameters, "extensions")
        );
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? GetSingle(IQueryCollection parameters, string name)
    {
        var values = parameters[name];
        return values.Count <= 1
            ? NullIfEmpty(values.ToString())
            : throw new ApiException(ErrorCodes.BadRequest, $"`{name}` is given more than once.", name);
    }

    /// <summary>Reads members by name. The HTTP profile determines the status of a wrong type.</summary>
    private readonly struct Parameters(GraphQLSettings settings)
    {
        public string? GetString(JsonElement body, string name)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                return null;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw CreateTypeError(name, "a string");
        }

        public JsonElement? GetObject(JsonElement body, string name)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                return null;
            return value.ValueKind == JsonValueKind.Object ? value.Clone() : throw CreateTypeError(name, "an object");
        }

        public JsonElement? GetObject(IQueryCollection parameters, string name)
        {
            if (GetSingle(parameters, name) is not { } text)
                return null;
            try
            {
                var json = IncomingText.Parse(text, name);
                return json.ValueKind switch
                {
                    JsonValueKind.Object => json,
                    JsonValueKind.Null => null,
                    _ => throw CreateTypeError(name, "an object"),
                };
            }
            catch (JsonException)
            {
                throw CreateTypeError(name, $"a JSON object, nested at most {IncomingText.MaxJsonDepth} levels deep");
            }
        }

        private ApiException CreateTypeError(string name, string expected) =>
            new(settings.CreateParameterError($"`{name}` must be {expected}.", name));
    }
}
