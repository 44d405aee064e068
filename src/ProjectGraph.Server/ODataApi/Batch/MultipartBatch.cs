using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>Reads and writes batches as multipart (Protocol, section 11.7.7), as Power Query and older clients send them.</summary>
internal static class MultipartBatch
{
    private const int MaxBoundaryLength = 200;

    public static async Task<IReadOnlyList<BatchPart>> ReadAsync(HttpRequest request, string boundary, int maxParts)
    {
        var parts = new List<BatchPart>();
        await ReadAsync(parts, request.Body, boundary, null, maxParts, request.HttpContext.RequestAborted);
        return parts;
    }

    public static async Task WriteAsync(HttpContext context, IReadOnlyList<BatchPartResponse> responses)
    {
        var boundary = "batchresponse_" + Guid.NewGuid().ToString("N");
        var memory = ResponseMemory.GetOrCreate(context);
        var body = new PooledBuffer(memory);
        for (var start = 0; start < responses.Count; )
        {
            var end = start + 1;
            while (responses[start].Part.Group is { } group && end < responses.Count && responses[end].Part.Group == group)
                end++;
            var members = responses.Skip(start).Take(end - start).Where(member => member.Response is not null).ToArray();
            if (responses[start].Part.Group is null)
                Write(body, boundary, members);
            else
                WriteChangeset(body, memory, boundary, members);
            start = end;
        }
        body.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        await ODataResponseSender.SendAsync(context, $"multipart/mixed;boundary={boundary}", body);
    }

    private static async Task ReadAsync(
        List<BatchPart> parts,
        Stream body,
        string boundary,
        string? changeset,
        int maxParts,
        CancellationToken cancellationToken
    )
    {
        if (boundary.Length is 0 or > MaxBoundaryLength)
            throw Malformed("its boundary is missing or too long");
        var reader = new MultipartReader(boundary, body);
        try
        {
            // Empty change sets count too. Otherwise their number would be unlimited.
            for (var sections = 1; await reader.ReadNextSectionAsync(cancellationToken) is { } section; sections++)
            {
                if (sections > maxParts)
                    throw BatchEndpoint.TooManyParts(maxParts);
                if (
                    MediaTypeHeaderValue.TryParse(section.ContentType, out var type)
                    && type.MediaType.Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase)
                )
                {
                    if (changeset is not null)
                        throw Malformed("a changeset contains another changeset");
                    await ReadAsync(
                        parts,
                        section.Body,
                        HeaderUtilities.RemoveQuotes(type.Boundary).ToString(),
                        $"changeset {parts.Count}",
                        maxParts,
                        cancellationToken
                    );
                }
                else
                    parts.Add(await ReadPartAsync(section, changeset, cancellationToken));
                if (parts.Count > maxParts)
                    throw BatchEndpoint.TooManyParts(maxParts);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Malformed("its parts cannot be separated by the boundary");
        }
    }

    private static async Task<BatchPart> ReadPartAsync(MultipartSection section, string? changeset, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await section.Body.CopyToAsync(buffer, cancellationToken);
        var bytes = buffer.ToArray();
        var (head, start) = SplitHead(bytes);
        var lines = head.Split('\n', StringSplitOptions.TrimEntries);
        if (
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var method, .. var url, var protocol]
            || url.Length == 0
            || !protocol.StartsWith("HTTP/", StringComparison.Ordinal)
        )
            throw Malformed("a part does not begin with a request line");
        var headers = lines
            .Skip(1)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair is [{ Length: > 0 }, _])
            .Select(pair => KeyValuePair.Create(pair[0], pair[1]));
        var part = new BatchPart(
            section.Headers?.GetValueOrDefault("Content-ID").ToString(),
            method.ToUpperInvariant(),
            string.Join("%20", url),
            [.. headers],
            bytes[start..]
        )
        {
            Group = changeset,
        };
        return changeset is null || part.IsWrite ? part : throw Malformed("a changeset contains a read request");
    }

    /// <summary>Splits a part at its first empty line, into the request line with headers and the start of the body.</summary>
    private static (string Head, int Body) SplitHead(byte[] bytes)
    {
        var first = 0;
        while (first < bytes.Length && bytes[first] is (byte)'\r' or (byte)'\n')
            first++;
        var rest = bytes.AsSpan(first);
        var (end, gap) = (rest.IndexOf("\r\n\r\n"u8), 4);
        if (end < 0)
            (end, gap) = (rest.IndexOf("\n\n"u8), 2);
        if (end < 0)
            (end, gap) = (rest.Length, 0);
        return (IncomingText.DecodeUtf8(rest[..end], "headers"), first + end + gap);
    }

    // A failed changeset has a single response (section 11.7.7.2).
    private static void WriteChangeset(PooledBuffer body, ResponseMemory memory, string boundary, BatchPartResponse[] members)
    {
        if (members.Length == 0)
            return;
        if (
            members.FirstOrDefault(member => member.Response is { IsFailure: true, Status: not StatusCodes.Status424FailedDependency }) is
            { } failed
        )
        {
            var done = members.Where(member => !member.Response!.IsFailure).ToArray();
            Write(body, boundary, [done.Length == 0 ? failed : failed with { Response = CreateInterruptedResponse(memory, failed, done) }]);
            return;
        }
        var inner = "changesetresponse_" + Guid.NewGuid().ToString("N");
        body.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: multipart/mixed;boundary={inner}\r\n\r\n"));
        Write(body, inner, members);
        body.Write(Encoding.ASCII.GetBytes($"--{inner}--\r\n"));
    }

    /// <summary>Creates the error for an interrupted changeset, with the changes that were made.</summary>
    private static InnerResponse CreateInterruptedResponse(ResponseMemory memory, BatchPartResponse failed, BatchPartResponse[] done)
    {
        var error = new ApiError(
            ErrorCodes.ChangeSetInterrupted,
            "A change failed at its vendor after other changes of the changeset were made, which cannot be rolled back. See the details.",
            failed.Part.Id
        )
        {
            Details =
            [
                .. done.Select(member => new ApiErrorDetail(
                    "done",
                    $"{member.Part.Method} {member.Part.Url}: {member.Response!.FindHeader("Location") ?? "done"}",
                    member.Part.Id
                )),
                new("failed", Encoding.UTF8.GetString(failed.Response!.Body.ToArray()), failed.Part.Id),
            ],
        };
        return InnerResponse.Create(memory, error.Status, failed.Response.Headers, ErrorBody.SerializeOData(error));
    }

    private static void Write(PooledBuffer body, string boundary, BatchPartResponse[] members)
    {
        foreach (var (part, response) in members)
        {
            var head = new StringBuilder().Append(
                CultureInfo.InvariantCulture,
                $"--{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
            );
            if (!string.IsNullOrEmpty(part.Id))
                head.Append("Content-ID: ").Append(part.Id.ReplaceLineEndings("")).Append("\r\n");
            body.Write(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()));
            HttpMessage.Write(body, response!);
            body.Write("\r\n"u8);
        }
    }

    private static ApiException Malformed(string reason) => new(ErrorCodes.BadRequest, $"The batch is malformed: {reason}.");
}
