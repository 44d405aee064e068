using Microsoft.AspNetCore.Http.Features;

namespace ProjectGraph.Server;

/// <summary>
/// Refuses URLs and headers above the limits, with the protocol's error. Kestrel's own limits are wider, because it would refuse
/// earlier and without a body.
/// </summary>
public static class RequestSizes
{
    /// <summary>The factor by which Kestrel's limits exceed these.</summary>
    internal const int KestrelFactor = 4;

    // A colon, a space and the two characters of a line end.
    private const int Separators = 4;

    public static IApplicationBuilder UseRequestSizes(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<Limits>();
        return app.Use(
            (context, next) =>
            {
                Check(context, limits);
                return next(context);
            }
        );
    }

    private static void Check(HttpContext context, Limits limits)
    {
        if (context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length is var url && url > limits.UrlBytes)
        {
            throw new ApiException(
                ErrorCodes.UrlTooLong,
                $"The URL has {url} bytes; the limit is {limits.UrlBytes} (Limits:UrlBytes). Send the query as a POST: to /graphql, or to the resource with /$query."
            );
        }
        var headers = context.Request.Headers;
        if (headers.Count > limits.HeaderCount)
            throw new ApiException(
                ErrorCodes.RequestHeadersTooLarge,
                $"The request has {headers.Count} headers; the limit is {limits.HeaderCount} (Limits:HeaderCount). Send fewer headers."
            );
        if (CountBytes(headers) is var bytes && bytes > limits.HeaderBytes)
            throw new ApiException(
                ErrorCodes.RequestHeadersTooLarge,
                $"The headers have {bytes} bytes; the limit is {limits.HeaderBytes} (Limits:HeaderBytes). Send smaller headers."
            );
    }

    private static int CountBytes(IHeaderDictionary headers)
    {
        var bytes = 0;
        foreach (var (name, values) in headers)
        foreach (var value in values)
            bytes += name.Length + (value?.Length ?? 0) + Separators;
        return bytes;
    }
}
