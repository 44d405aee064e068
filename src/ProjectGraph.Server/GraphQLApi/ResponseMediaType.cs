using Microsoft.Net.Http.Headers;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>The two media types of a response (GraphQL over HTTP, section 6), and their negotiation.</summary>
internal sealed class ResponseMediaType
{
    /// <summary>The type of GraphQL over HTTP, with meaningful HTTP statuses.</summary>
    public static readonly ResponseMediaType GraphQL = new("application/graphql-response+json");

    /// <summary>The type for all other clients, with 200 for every GraphQL response.</summary>
    public static readonly ResponseMediaType Json = new("application/json");

    /// <summary>Server-sent events.</summary>
    public const string EventStream = "text/event-stream";

    private ResponseMediaType(string name)
    {
        Name = name;
        ContentType = $"{name}; charset=utf-8";
    }

    public string Name { get; }
    public string ContentType { get; }

    /// <exception cref="ApiException">The client accepts neither.</exception>
    public static ResponseMediaType Negotiate(HttpRequest request) =>
        TryNegotiate(request)
        ?? throw new ApiException(
            ErrorCodes.NotAcceptable,
            $"The media types in `Accept` are not supported. Accept {GraphQL.Name} or {Json.Name}, in UTF-8."
        );

    /// <summary>Negotiates the media type. Returns null if the client accepts neither.</summary>
    public static ResponseMediaType? TryNegotiate(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0)
            return Json;
        // Most clients send exactly this value.
        if (accept.Count == 1 && accept[0] == Json.Name)
            return Json;
        return GetAcceptedTypes(request) is { Count: > 0 } wanted
            ? wanted.Where(IsUtf8).Select(Negotiate).FirstOrDefault(type => type is not null)
            : Json;
    }

    /// <summary>The client's preference for <c>text/event-stream</c>: preferred, or only if required.</summary>
    public static StreamWish GetStreamPreference(HttpRequest request)
    {
        var wanted = request.Headers.Accept.Count == 0 ? [] : GetAcceptedTypes(request);
        var stream = wanted.FindIndex(each => each.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase));
        if (stream < 0)
            return StreamWish.None;
        return wanted.FindIndex(each => Negotiate(each) is not null) is var other && (other < 0 || stream < other)
            ? StreamWish.First
            : StreamWish.IfNeeded;
    }

    // Best first.
    private static List<MediaTypeHeaderValue> GetAcceptedTypes(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted)
            ? [.. wanted.Where(each => each.Quality is not 0).OrderByDescending(each => each.Quality ?? 1)]
            : [];

    private static ResponseMediaType? Negotiate(MediaTypeHeaderValue wanted) =>
        wanted.MediaType.Value switch
        {
            var name when GraphQL.Name.Equals(name, StringComparison.OrdinalIgnoreCase) => GraphQL,
            var name when Json.Name.Equals(name, StringComparison.OrdinalIgnoreCase) => Json,
            "*/*" or "application/*" => Json,
            _ => null,
        };

    private static bool IsUtf8(MediaTypeHeaderValue wanted) =>
        !wanted.Charset.HasValue || wanted.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}

internal enum StreamWish
{
    None,
    IfNeeded,
    First,
}
