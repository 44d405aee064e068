using System.Data.Common;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.OData;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>The one place where failures turn into HTTP statuses and error bodies.</summary>
public static class ApiErrors
{
    private static readonly ApiError Busy = new(ErrorCodes.StoreBusy, "The store is busy. Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Headers that tell something of a failure too.</summary>
    private static readonly string[] KeptHeaders = ["OData-Version", "Allow", "Repeatability-Result"];

    /// <summary>What a client gets to see of an exception. Unknown ones are logged under a number, and only the number is shown.</summary>
    public static ApiError From(Exception exception, HttpContext context) => exception switch
    {
        ApiException known => known.Error,
        BadHttpRequestException bad => OfStatus(bad.StatusCode, bad.Message),
        ODataException odata => new(ErrorCodes.ODataSyntax, odata.Message),
        VendorReadException vendor => new(ErrorCodes.Find(vendor.Code) ?? ErrorCodes.VendorBadAnswer, vendor.Message),
        StoreException store when ErrorCodes.Find(store.Code) is { } code => new(code, store.Message) { RetryAfter = RetryAfter(code) },
        OperationCanceledException => new(ErrorCodes.QueryTimeout, "The query took too long and was stopped. Ask for less, or narrow the filter."),
        DbException { IsTransient: true } => Logged(exception, context, Busy),
        _ => Logged(exception, context, new(
            ErrorCodes.Internal, $"The service failed. Report the number {context.TraceIdentifier}: the log holds the cause under it.")),
    };

    /// <summary>Writes a failure in the shape of the protocol that the path belongs to.</summary>
    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        if (error.RetryAfter is { } wait) response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(null, null);
        return ErrorBody.WriteAsync(context, error);
    }

    /// <summary>Answers a request by what went wrong, in place of what it had begun to answer.</summary>
    public static Task AnswerAsync(HttpContext context, Exception exception)
    {
        Forget(context);
        return WriteAsync(context, From(exception, context));
    }

    /// <summary>Goes around everything: exceptions, and refusals that the host made without a body.</summary>
    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app) => app.Use(InvokeAsync);

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody is left to be told.
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
            return;
        }
        catch (Exception e)
        {
            // Half an answer went out: cutting the connection is the only way to say that it is not whole.
            From(e, context);
            context.Abort();
            return;
        }
        if (IsBare(context)) await WriteAsync(context, OfStatus(context.Response.StatusCode, null, context.Request));
    }

    private static ApiError OfStatus(int status, string? message, HttpRequest? request = null) => status switch
    {
        404 => new(ErrorCodes.UnknownPath, $"There is nothing at {request?.Path}. See / for the paths there are."),
        405 => new(ErrorCodes.MethodNotAllowed, $"{request?.Path} does not take {request?.Method}. Use a method that the Allow header names."),
        406 => new(ErrorCodes.NotAcceptable, "No answer has a content type that the Accept header admits. Accept application/json."),
        408 => new(ErrorCodes.RequestTimeout, "The request arrived too slowly. Send it again."),
        413 => new(ErrorCodes.BodyTooLarge, "The body is too large. Send less at once."),
        415 => new(ErrorCodes.UnsupportedMediaType, "The body's content type is not understood. Send application/json."),
        _ => new(ErrorCodes.BadRequest, message ?? "The request is malformed.") { Status = status },
    };

    // As long as another server takes to become the primary.
    private static TimeSpan? RetryAfter(ErrorCode code) => code == ErrorCodes.StoreUnreachable || code == ErrorCodes.StoreReadOnly ? TimeSpan.FromSeconds(5) : null;

    // Whoever set a content type or a length has said what there was to say: a sandbox speaks for its vendor.
    private static bool IsBare(HttpContext context) =>
        context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null }
        && !context.Request.Path.StartsWithSegments("/sandbox");

    private static void Forget(HttpContext context)
    {
        var response = context.Response;
        var kept = Array.ConvertAll(KeptHeaders, name => KeyValuePair.Create(name, response.Headers[name]));
        context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = null;
        response.Clear();
        foreach (var (name, value) in kept)
            if (value.Count > 0) response.Headers[name] = value;
    }

    private static ApiError Logged(Exception exception, HttpContext context, ApiError error)
    {
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiErrors).FullName!)
            .LogError(exception, "{Code} {Number} on {Method} {Path}", error.Code.Id, context.TraceIdentifier, context.Request.Method, context.Request.Path);
        return error;
    }
}
