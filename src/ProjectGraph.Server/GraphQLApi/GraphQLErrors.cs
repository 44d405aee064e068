using System.Text.Json;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Explaining;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Failures as GraphQL says them: coded errors in the answer, and the HTTP status that goes with it.</summary>
internal static class GraphQLErrors
{
    public static GraphQLOptions Options(IServiceProvider services)
    {
        var limits = services.GetRequiredService<Limits>();
        var costs = services.GetRequiredService<GraphQLCosts>();
        var http = services.GetRequiredService<IHttpContextAccessor>();
        return new()
        {
            MaxDepth = limits.Depth,
            MaxTokens = limits.Tokens,
            ExecutionTimeout = limits.QueryTimeout,
            ErrorMapper = exception => OfException(exception, http.HttpContext!),
            ErrorExtensions = static exception => new Dictionary<string, object?> { ["code"] = CodeOf(exception).Id },
            Admit = admission => Admit(admission, costs),
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
        RequestErrorKind.NotAdmitted when result.Errors.Count == 0 => StatusCodes.Status200OK,
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
        if (result.Errors.Count > 0)
        {
            json.WriteStartArray("errors"u8);
            foreach (var error in result.Errors) Coded(error, CodeOf(kind)).WriteTo(json);
            json.WriteEndArray();
        }
        result.WriteExtensionsTo(json);
        json.WriteEndObject();
    }

    private static IReadOnlyList<GraphQLError>? Admit(OperationAdmission admission, GraphQLCosts costs)
    {
        var context = (HttpContext)admission.State!;
        var stages = RequestStages.Of(context);
        stages.End(Stage.Validate);
        stages.Move(Stage.Validate, Stage.Parse, admission.Times.Parse);
        context.Features.Get<Explanation>()?.IsKnownDocument = admission.Times.IsKnownDocument;
        return costs.Admit(admission, context);
    }

    private static GraphQLError Coded(GraphQLError error, ErrorCode code) => error.Extensions is { Count: > 0 }
        ? error
        : new(error.Message, error.Locations) { Path = error.Path, Extensions = new Dictionary<string, object?> { ["code"] = code.Id } };

    private static ErrorCode CodeOf(GraphQLException exception) => exception switch
    {
        ArgumentCoercionException => ErrorCodes.BadValue,
        ResultTooLargeException => ErrorCodes.TooComplex,
        // A value of the service's own that does not fit its type.
        _ => ErrorCodes.Internal,
    };

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
