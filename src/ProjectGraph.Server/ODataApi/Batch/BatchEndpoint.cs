using Microsoft.Net.Http.Headers;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary><c>$batch</c> (Protocol, section 11.7), as JSON and as multipart: several requests in one, run one after the other.</summary>
internal static class BatchEndpoint
{
    public static async Task AnswerAsync(HttpContext context, ODataHead head, RequestDelegate endpoint)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)) throw Unsupported();
        var run = new BatchRun(context, endpoint);
        var limits = context.RequestServices.GetRequiredService<Limits>();
        if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            var parts = await JsonBatch.ReadAsync(context.Request);
            Check(parts.Count, limits);
            await JsonBatch.WriteAsync(context, await RunAsync(run, parts, head));
        }
        else if (type.MediaType.Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase) && type.Boundary.HasValue)
        {
            var parts = await MultipartBatch.ReadAsync(context.Request, HeaderUtilities.RemoveQuotes(type.Boundary).ToString());
            Check(parts.Count, limits);
            await MultipartBatch.WriteAsync(context, await RunAsync(run, parts, head), parts);
        }
        else throw Unsupported();
    }

    // Without the preference a batch ends with its first failure (section 8.2.8.3).
    private static async Task<IReadOnlyList<BatchPartAnswer>> RunAsync(BatchRun run, IReadOnlyList<BatchPart> parts, ODataHead head)
    {
        var answers = new List<BatchPartAnswer>();
        foreach (var part in parts)
        {
            answers.Add(await run.RunAsync(part));
            if (answers[^1].Status >= 400 && !head.Preferences.ContinueOnError) break;
        }
        return answers;
    }

    private static void Check(int count, Limits limits)
    {
        if (count > limits.BatchParts) throw new ApiException(ErrorCodes.TooComplex, $"The batch has {count} parts. At most {limits.BatchParts} are allowed.");
    }

    private static ApiException Unsupported() =>
        new(ErrorCodes.UnsupportedMediaType, "A batch is application/json or multipart/mixed with a boundary.", "Content-Type");
}
