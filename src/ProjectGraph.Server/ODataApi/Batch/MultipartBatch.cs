using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>Batches as multipart (Protocol, section 11.7.7), as Power Query and older clients send them.</summary>
internal static class MultipartBatch
{
    private const int LongestBoundary = 200;

    public static Task<IReadOnlyList<BatchPart>> ReadAsync(HttpRequest request, string boundary) => ReadAsync(request.Body, boundary, isChangeset: false, request.HttpContext.RequestAborted);

    public static async Task WriteAsync(HttpContext context, IReadOnlyList<BatchPartAnswer> answers, IReadOnlyList<BatchPart> parts)
    {
        var boundary = "batchresponse_" + Guid.NewGuid().ToString("N");
        using var body = new MemoryStream();
        for (var i = 0; i < answers.Count; i++) Write(body, boundary, answers[i], parts[i].Id);
        body.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        await ODataReply.SendAsync(context, $"multipart/mixed;boundary={boundary}", body.ToArray());
    }

    private static async Task<IReadOnlyList<BatchPart>> ReadAsync(Stream body, string boundary, bool isChangeset, CancellationToken cancellation)
    {
        if (boundary.Length is 0 or > LongestBoundary) throw Malformed("the boundary is missing or too long");
        var reader = new MultipartReader(boundary, body);
        var parts = new List<BatchPart>();
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (MediaTypeHeaderValue.TryParse(section.ContentType, out var type) && type.MediaType.Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase))
                    parts.AddRange(await ChangesetAsync(section, type, isChangeset, cancellation));
                else parts.Add(await PartAsync(section, cancellation));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Malformed("its parts can't be told apart");
        }
        return parts;
    }

    private static async Task<IReadOnlyList<BatchPart>> ChangesetAsync(MultipartSection section, MediaTypeHeaderValue type, bool isChangeset, CancellationToken cancellation)
    {
        if (isChangeset) throw Malformed("a changeset holds another one");
        var changes = await ReadAsync(section.Body, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), isChangeset: true, cancellation);
        // What is sent to a vendor can't be taken back, so a changeset of several writes could not keep its promise.
        return changes.Count <= 1 ? changes : throw new ApiException(ErrorCodes.NotOffered, "A changeset of more than one request is known to OData and not offered here.");
    }

    private static async Task<BatchPart> PartAsync(MultipartSection section, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        await section.Body.CopyToAsync(buffer, cancellation);
        var bytes = buffer.ToArray();
        var (head, start) = Head(bytes);
        var lines = head.Split('\n', StringSplitOptions.TrimEntries);
        if (lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var method, .. var url, var protocol] || url.Length == 0 || !protocol.StartsWith("HTTP/", StringComparison.Ordinal))
            throw Malformed("a part does not begin with a request line");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair is [{ Length: > 0 }, _])
            .Select(pair => KeyValuePair.Create(pair[0], pair[1]));
        return new(section.Headers?.GetValueOrDefault("Content-ID").ToString(), method.ToUpperInvariant(), string.Join("%20", url), [.. headers], bytes[start..]);
    }

    /// <summary>The request line and headers, and where the body begins: behind the first empty line.</summary>
    private static (string Head, int Body) Head(byte[] bytes)
    {
        var first = 0;
        while (first < bytes.Length && bytes[first] is (byte)'\r' or (byte)'\n') first++;
        var rest = bytes.AsSpan(first);
        var (end, gap) = (rest.IndexOf("\r\n\r\n"u8), 4);
        if (end < 0) (end, gap) = (rest.IndexOf("\n\n"u8), 2);
        if (end < 0) (end, gap) = (rest.Length, 0);
        return (Encoding.UTF8.GetString(rest[..end]), first + end + gap);
    }

    private static void Write(Stream body, string boundary, BatchPartAnswer answer, string? id)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (!string.IsNullOrEmpty(id)) head.Append("Content-ID: ").Append(id.ReplaceLineEndings("")).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"\r\nHTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\r\n");
        foreach (var (name, value) in answer.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n\r\n");
        body.Write(Encoding.UTF8.GetBytes(head.ToString()));
        body.Write(answer.Body);
        body.Write("\r\n"u8);
    }

    private static ApiException Malformed(string what) => new(ErrorCodes.BadRequest, $"The batch is malformed: {what}.");
}
