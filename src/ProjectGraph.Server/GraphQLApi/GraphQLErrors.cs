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

    private static GraphQLError OfException(Exception exception, HttpContext context)
    {
        var error = ApiErrors.From(exception, context);
        var extensions = new Dictionary<string, object?> { ["code"] = error.Code.Id };
        if (error.Target is { } target) extensions["target"] = target;
        return new(error.Message) { Extensions = extensions };
    }
}
