using System.Text.Json;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Explaining;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Maps failures to GraphQL errors with codes, and to the HTTP status of the response.</summary>
internal static class GraphQLErrors
{
    // The status is not registered yet, so no library names it.
    private const int PartialSuccess = 294;

    public static GraphQLOptions CreateOptions(IServiceProvider services)
    {
        var limits = services.GetRequiredService<Limits>();
        var costs = services.GetRequiredService<GraphQLCosts>();
        var http = services.GetRequiredService<IHttpContextAccessor>();
        return new()
        {
            MaxDepth = limits.Depth,
            MaxTokens = limits.Tokens,
            MaxNesting = limits.Nesting,
            MaxAliases = limits.Aliases,
            MaxRootFields = limits.RootFields,
            MaxFields = limits.Fields,
            MaxListSize = limits.ListItems,
            AllowIntrospection = services.GetRequiredService<GraphQLSettings>().Introspection,
            AllowSuggestions = services.GetRequiredService<GraphQLSettings>().Introspection,
            ExecutionTimeout = limits.QueryTimeout,
            ErrorMapper = exception => FromException(exception, http.HttpContext!),
            ErrorExtensions = static exception => new Dictionary<string, object?> { ["code"] = GetCode(exception).Id },
            AdmitOperation = admission => Admit(admission, costs),
            BeforeEvent = (admission, cancellationToken) =>
                costs.WaitForBudgetAsync(admission, (HttpContext)admission.State!, cancellationToken),
        };
    }

    /// <summary>
    /// The default follows graphql-http's audits. Under <c>application/json</c> every GraphQL response is
    /// 200. Under <c>application/graphql-response+json</c> a request that was never executed is a client error.
    /// </summary>
    public static int GetStatus(GraphQLResult result, ResponseMediaType media, HttpProfile profile) =>
        result.RequestError switch
        {
            RequestErrorKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
            RequestErrorKind.Timeout => StatusCodes.Status504GatewayTimeout,
            RequestErrorKind.NotAdmitted when result.Errors.Count == 0 => StatusCodes.Status200OK,
            var kind when profile == HttpProfile.Draft2026 => GetDraftStatus(kind, result),
            null => StatusCodes.Status200OK,
            _ => media == ResponseMediaType.Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    // Section 6: both media types have the same status. Data is null here only if the root's own conditions failed.
    private static int GetDraftStatus(RequestErrorKind? kind, GraphQLResult result) =>
        kind switch
        {
            RequestErrorKind.Syntax => StatusCodes.Status400BadRequest,
            not null => StatusCodes.Status422UnprocessableEntity,
            _ when result.Errors.Count == 0 => StatusCodes.Status200OK,
            _ => result.HasData ? PartialSuccess : StatusCodes.Status422UnprocessableEntity,
        };

    /// <summary>Adds codes to the errors of a refused request, because the engine has no codes.</summary>
    public static void Write(Utf8JsonWriter json, GraphQLResult result)
    {
        if (result.RequestError is null)
        {
            result.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        // Spec section 7.1: a response has errors or data. Only a validated cost has no errors here.
        if (result.Errors.Count > 0)
        {
            json.WritePropertyName("errors"u8);
            WriteList(json, result);
        }
        else
        {
            json.WriteNull("data"u8);
        }
        result.WriteExtensionsTo(json);
        json.WriteEndObject();
    }

    /// <summary>Writes only the errors, for transports that require this.</summary>
    public static void WriteList(Utf8JsonWriter json, GraphQLResult result)
    {
        json.WriteStartArray();
        foreach (var error in result.Errors)
            (result.RequestError is { } kind ? WithCodes(error, GetCode(error, kind)) : error).WriteTo(json);
        json.WriteEndArray();
    }

    /// <summary>Creates an entry of <c>errors</c> for a failure outside the engine.</summary>
    public static GraphQLError FromApiError(ApiError error)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = error.Code.Id };
        if (error.Target is { } target)
            extensions["target"] = target;
        return new(error.Message) { Extensions = extensions };
    }

    private static ErrorCode GetCode(GraphQLError error, RequestErrorKind kind) =>
        error.Rule switch
        {
            HostRule.Introspection => ErrorCodes.IntrospectionDisabled,
            HostRule.Limits => ErrorCodes.QueryTooComplex,
            _ => GetCode(kind),
        };

    private static IReadOnlyList<GraphQLError>? Admit(OperationAdmission admission, GraphQLCosts costs)
    {
        var context = (HttpContext)admission.State!;
        var stages = RequestStages.Get(context);
        stages.End(Stage.Parse, admission.Times.Parse, Stage.Validate);
        ServerTelemetry.DescribeOperation(admission.Operation.Kind.ToString().ToLowerInvariant(), admission.Operation.Name);
        context.Features.Get<Explanation>()?.IsKnownDocument = admission.Times.IsCachedDocument;
        return costs.Admit(admission, context);
    }

    private static GraphQLError WithCodes(GraphQLError error, ErrorCode code) =>
        error.Extensions is { Count: > 0 }
            ? error
            : new(error.Message, error.Locations)
            {
                Path = error.Path,
                Extensions = new Dictionary<string, object?> { ["code"] = code.Id },
            };

    private static ErrorCode GetCode(GraphQLException exception) =>
        exception switch
        {
            ArgumentCoercionException => ErrorCodes.BadUserInput,
            ResultTooLargeException => ErrorCodes.QueryTooComplex,
            // A value that the service itself produced does not fit its type.
            _ => ErrorCodes.InternalServerError,
        };

    private static ErrorCode GetCode(RequestErrorKind kind) =>
        kind switch
        {
            RequestErrorKind.Syntax => ErrorCodes.GraphQLParseFailed,
            RequestErrorKind.OperationNotFound => ErrorCodes.OperationResolutionFailure,
            RequestErrorKind.Coercion => ErrorCodes.BadUserInput,
            RequestErrorKind.MethodNotAllowed => ErrorCodes.MethodNotAllowed,
            RequestErrorKind.SubscriptionNotAllowed => ErrorCodes.StreamRequired,
            RequestErrorKind.Timeout => ErrorCodes.QueryTimeout,
            _ => ErrorCodes.GraphQLValidationFailed,
        };

    private static GraphQLError FromException(Exception exception, HttpContext context) => FromApiError(ApiErrors.From(exception, context));
}
