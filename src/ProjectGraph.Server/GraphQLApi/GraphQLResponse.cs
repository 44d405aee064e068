using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>
/// Writes results to an HTTP response. The response is complete before its first byte is sent, so a failure still becomes an
/// error and never a truncated body.
/// </summary>
internal static class GraphQLResponse
{
    public static Task WriteAsync(HttpContext context, ResponseMediaType media, GraphQLResult result, GraphQLSettings settings)
    {
        var status = GraphQLErrors.GetStatus(result, media, settings.HttpProfile);
        if (status == StatusCodes.Status405MethodNotAllowed)
            context.Response.Headers.Allow = "POST";
        return SendAsync(context, media, status, buffer => GraphQLJson.Write(buffer, result));
    }

    /// <summary>Sends the list of results that <see cref="Append"/> wrote. Each result has its own errors.</summary>
    public static Task WriteAsync(HttpContext context, ResponseMediaType media, PooledBuffer results)
    {
        results.Write("]"u8);
        return SendAsync(context, media, StatusCodes.Status200OK, buffer => buffer.Append(results));
    }

    /// <summary>Writes the next of several results immediately, so that its rows are released before the next request runs.</summary>
    public static void Append(PooledBuffer results, ResponseMemory memory, GraphQLResult result)
    {
        using var buffer = new PooledBuffer(memory);
        GraphQLJson.Write(buffer, result);
        results.Write(results.Length == 0 ? "["u8 : ","u8);
        results.Append(buffer);
    }

    private static async Task SendAsync(HttpContext context, ResponseMediaType media, int status, Action<PooledBuffer> write)
    {
        var memory = ResponseMemory.GetOrCreate(context);
        using var buffer = new PooledBuffer(memory);
        write(buffer);
        memory.ReleaseUnused();
        RequestStages.Get(context).End(Stage.Write);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = media.ContentType;
        response.Headers.Vary = "Accept";
        var isRead = !HttpMethods.IsPost(context.Request.Method);
        if (isRead && status == StatusCodes.Status200OK && SetValidators(context, buffer))
            return;
        response.ContentLength = buffer.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await buffer.SendAsync(response.Body, context.RequestAborted);
    }

    /// <summary>Sets the response's ETag. A response is private to its caller, who must revalidate it before reuse.</summary>
    /// <returns>Whether the client already has this response. Only the headers are sent then.</returns>
    private static bool SetValidators(HttpContext context, PooledBuffer buffer)
    {
        var (response, tag) = (context.Response, ComputeETag(buffer));
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ETag = tag.ToString();
        // RFC 9110 section 8.8.3.3: a compressed response differs in its bytes, not in its meaning, so the tag is weak.
        response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                if (headers.ContentEncoding.Count > 0)
                    headers.ETag = "W/" + headers.ETag;
                return Task.CompletedTask;
            },
            response
        );
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        if (!known.Any(each => each.Equals(EntityTagHeaderValue.Any) || each.Compare(tag, useStrongComparison: false)))
            return false;
        response.StatusCode = StatusCodes.Status304NotModified;
        response.ContentType = null;
        return true;
    }

    private static EntityTagHeaderValue ComputeETag(PooledBuffer buffer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in buffer.Pieces)
            hash.AppendData(piece.Span);
        return new($"\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}\"");
    }
}
