using Microsoft.Net.Http.Headers;
using ProjectGraph.Server.ODataApi.Responses;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>Handles <c>$batch</c> (Protocol, section 11.7) as JSON and as multipart.</summary>
internal static class BatchEndpoint
{
    public static async Task HandleAsync(HttpContext context, ODataHead head, RequestDelegate endpoint)
    {
        // Checked on the request, not on its address, so that no spelling of the address allows nested batches.
        if (InnerRequest.IsPart(context))
            throw NestedBatch();
        if (context.Request.QueryString.HasValue)
            Reading.QueryOptions.Read(context.Request.QueryString.Value);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
            throw UnsupportedContentType();
        var limits = context.RequestServices.GetRequiredService<Limits>();
        if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            var parts = await JsonBatch.ReadAsync(context.Request, limits.BatchParts);
            await JsonBatch.WriteAsync(
                context,
                await new BatchRunner(context, endpoint, parts, ContinuesOnError(context, head)).RunAsync()
            );
        }
        else if (type.MediaType.Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase) && type.Boundary.HasValue)
        {
            var parts = await MultipartBatch.ReadAsync(
                context.Request,
                HeaderUtilities.RemoveQuotes(type.Boundary).ToString(),
                limits.BatchParts
            );
            await MultipartBatch.WriteAsync(
                context,
                await new BatchRunner(context, endpoint, parts, ContinuesOnError(context, head)).RunAsync()
            );
        }
        else
            throw UnsupportedContentType();
    }

    /// <summary>Creates the error for a batch within a batch.</summary>
    public static ApiException NestedBatch() =>
        new(ErrorCodes.BadRequest, "A batch cannot contain another $batch. Send its requests as parts of the outer batch.", "url");

    public static ApiException TooManyParts(int limit) =>
        new(ErrorCodes.QueryTooComplex, $"The batch has more than {limit} parts. Send at most {limit} in one batch.");

    private static bool ContinuesOnError(HttpContext context, ODataHead head)
    {
        if (head.Preferences.ContinueOnError)
            Reading.Preferences.ReportApplied(context, head, "continue-on-error");
        return head.Preferences.ContinueOnError;
    }

    private static ApiException UnsupportedContentType() =>
        new(
            ErrorCodes.UnsupportedMediaType,
            "The content type of the batch is not supported. Send application/json, or multipart/mixed with a boundary.",
            "Content-Type"
        );
}
