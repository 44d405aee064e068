using System.Data.Common;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.OData;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>Turns failures into HTTP statuses and error bodies. No other code does so.</summary>
public static class ApiErrors
{
    private static readonly ApiError Busy = new(ErrorCodes.StoreBusy, "The store is busy. Retry shortly.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>Headers that an error response keeps.</summary>
    private static readonly string[] PreservedHeaders = ["OData-Version", "Allow", "Repeatability-Result"];

    /// <summary>Returns the client's error for an exception. An unexpected one is logged, and the client receives only its number.</summary>
    public static ApiError From(Exception exception, HttpContext context) =>
        exception switch
        {
            ApiException known => known.Error,
            BadHttpRequestException bad => FromStatus(bad.StatusCode, bad.Message),
            ODataException odata => new(ErrorCodes.ODataParseFailed, odata.Message),
            VendorReadException vendor => new(ErrorCodes.Find(vendor.Code) ?? ErrorCodes.VendorBadAnswer, vendor.Message),
            StoreException store when ErrorCodes.Find(store.Code) is { } code => new(code, store.Message)
            {
                RetryAfter = GetRetryAfter(code),
            },
            OperationCanceledException => new(
                ErrorCodes.QueryTimeout,
                "The query took too long and was stopped. Request less, or narrow the filter."
            ),
            DbException { IsTransient: true } => Log(exception, context, Busy),
            _ => Log(
                exception,
                context,
                new(
                    ErrorCodes.InternalServerError,
                    $"The service failed. Report the number {context.TraceIdentifier}. The log records the cause under this number."
                )
            ),
        };

    /// <summary>Writes a failure in the format of the path's protocol.</summary>
    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        if (error.RetryAfter is { } wait)
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(null, null);
        return ErrorBody.WriteAsync(context, error);
    }

    /// <summary>Replaces a response that has not been sent by an error.</summary>
    public static Task ReplaceResponseAsync(HttpContext context, Exception exception)
    {
        ClearResponse(context);
        return WriteAsync(context, From(exception, context));
    }

    /// <summary>Wraps the pipeline. Handles exceptions, and error statuses that the host set without a body.</summary>
    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app) => app.Use(InvokeAsync);

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has disconnected.
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await ReplaceResponseAsync(context, e);
            return;
        }
        catch (Exception e)
        {
            // A part of the response was sent. Closing the connection is the only way to report that it is incomplete.
            From(e, context);
            context.Abort();
            return;
        }
        if (LacksBody(context))
            await WriteAsync(context, FromStatus(context.Response.StatusCode, null, context.Request));
    }

    private static ApiError FromStatus(int status, string? message, HttpRequest? request = null) =>
        status switch
        {
            404 => new(ErrorCodes.PathNotFound, $"The path {request?.Path} was not found. The page at / lists the paths."),
            405 => new(
                ErrorCodes.MethodNotAllowed,
                $"{request?.Path} does not support {request?.Method}. Use a method that the Allow header lists."
            ),
            406 => new(
                ErrorCodes.NotAcceptable,
                "The service has no response of a content type that the Accept header accepts. Accept application/json."
            ),
            408 => new(ErrorCodes.RequestTimeout, "The request arrived too slowly. Send it again."),
            413 => new(ErrorCodes.RequestTooLarge, "The body is too large. Send a smaller body."),
            415 => new(ErrorCodes.UnsupportedMediaType, "The content type of the body is not supported. Send application/json."),
            _ => new(ErrorCodes.BadRequest, message ?? "The request is malformed.") { Status = status },
        };

    // Another server needs about this time to become the primary.
    private static TimeSpan? GetRetryAfter(ErrorCode code) =>
        code == ErrorCodes.StoreUnreachable || code == ErrorCodes.StoreReadOnly ? TimeSpan.FromSeconds(5) : null;

    // A response with a content type or a length is complete. A sandbox's response is its vendor's.
    private static bool LacksBody(HttpContext context) =>
        context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null }
        && !context.Request.Path.StartsWithSegments("/sandbox");

    private static void ClearResponse(HttpContext context)
    {
        var response = context.Response;
        var kept = Array.ConvertAll(PreservedHeaders, name => KeyValuePair.Create(name, response.Headers[name]));
        context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = null;
        response.Clear();
        foreach (var (name, value) in kept)
            if (value.Count > 0)
                response.Headers[name] = value;
    }

    private static ApiError Log(Exception exception, HttpContext context, ApiError error)
    {
        context
            .RequestServices.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(ApiErrors).FullName!)
            .LogError(
                exception,
                "{Code} {Number} on {Method} {Path}",
                error.Code.Id,
                context.TraceIdentifier,
                context.Request.Method,
                context.Request.Path
            );
        return error;
    }
}
