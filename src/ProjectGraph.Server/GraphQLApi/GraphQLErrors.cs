using System.Text.Json;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Failures as GraphQL says them: coded errors in the answer, and the HTTP status that goes with it.</summary>
internal static class GraphQLErrors
{
    public static GraphQLOptions Options(IServiceProvider services)
    {
        var limits = services.GetRequiredService<Limits>();
        var http = services.GetRequiredService<IHttpContextAccessor>();
        return new()
        {
            MaxDepth = limits.Depth,
            MaxTokens = limits.Tokens,
            ExecutionTimeout = limits.QueryTimeout,
            ErrorMapper = exception => OfException(exception, http.HttpContext!),
        };
    }

    /// <summary>
    /// The default is what graphql-http's audits want: under <c>application/json</c> everything that GraphQL itself answers is
    /// 200; under <c>application/graphql-response+json</c> a request that was never executed is a client's error.
    /// </summary>
    public static int Status(GraphQLResult result, ResponseMediaType media) => result.RequestError switch
    {
        null => StatusCodes.Status200OK,
        RequestErrorKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        RequestErrorKind.Timeout => StatusCodes.Status504GatewayTimeout,
        _ => media == ResponseMediaType.Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    /// <summary>A refused request's errors get their code here: the engine knows no codes.</summary>
    public static void Write(Utf8JsonWriter json, GraphQLResult result)
    {
        if (result.RequestError is not { } kind)
        {
            result.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        json.WriteStartArray("errors"u8);
        foreach (var error in result.Errors) Coded(error, CodeOf(kind)).WriteTo(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static GraphQLError Coded(GraphQLError error, ErrorCode code) => error.Extensions is { Count: > 0 }
        ? error
        : new(error.Message, error.Locations) { Path = error.Path, Extensions = new Dictionary<string, object?> { ["code"] = code.Id } };

    private static ErrorCode CodeOf(RequestErrorKind kind) => kind switch
    {
        RequestErrorKind.Syntax => ErrorCodes.Syntax,
        RequestErrorKind.Coercion => ErrorCodes.BadValue,
        RequestErrorKind.MethodNotAllowed => ErrorCodes.MethodNotAllowed,
        RequestErrorKind.SubscriptionNotAllowed => ErrorCodes.NotOffered,
        RequestErrorKind.Timeout => ErrorCodes.QueryTimeout,
        _ => ErrorCodes.Invalid,
    };

    private static GraphQLError OfException(Exception exception, HttpContext context)
    {
        var error = ApiErrors.From(exception, context);
        var extensions = new Dictionary<string, object?> { ["code"] = error.Code.Id };
        if (error.Target is { } target) extensions["target"] = target;
        return new(error.Message) { Extensions = extensions };
    }
}
