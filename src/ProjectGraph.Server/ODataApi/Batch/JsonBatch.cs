using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>Reads and writes batches as JSON (JSON format, section 19).</summary>
internal static class JsonBatch
{
    public static async Task<IReadOnlyList<BatchPart>> ReadAsync(HttpRequest request, int maxParts)
    {
        var body = await ODataInput.ReadBodyAsync(request);
        if (!body.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
            throw new ApiException(ErrorCodes.BadRequest, "The batch has no list 'requests'. Send an object with that list.", "requests");
        if (requests.GetArrayLength() > maxParts)
            throw BatchEndpoint.TooManyParts(maxParts);
        var parts = requests.EnumerateArray().Select(ReadPart).ToArray();
        Check(parts);
        return parts;
    }

    public static Task WriteAsync(HttpContext context, IReadOnlyList<BatchPartResponse> responses) =>
        ODataResponseSender.SendAsync(
            context,
            "application/json",
            ODataWriter.WriteToBuffer(ResponseMemory.GetOrCreate(context), (json, buffer) =>
            {
                json.WriteStartObject();
                json.WriteStartArray("responses"u8);
                foreach (var (part, response) in responses)
                    if (response is not null)
                        Write(json, buffer, part, response);
                json.WriteEndArray();
                json.WriteEndObject();
            })
        );

    /// <summary>Checks for unique ids, contiguous groups and dependencies on earlier requests (JSON format, section 19.1).</summary>
    private static void Check(BatchPart[] parts)
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part.DependsOn.FirstOrDefault(id => !earlier.Contains(id)) is { } unknown)
                throw InvalidBatch(
                    $"The request '{part.Id}' depends on '{unknown}', which is not the id of an earlier request or group.",
                    "dependsOn"
                );
            if (!earlier.Add(part.Id!))
                throw InvalidBatch($"The id '{part.Id}' is used twice in the batch. Give each request its own id.", "id");
            if (part.Group is not { } group || (i > 0 && parts[i - 1].Group == group))
                continue;
            if (!earlier.Add(group))
                throw InvalidBatch(
                    $"The requests of the atomicity group '{group}' must be contiguous, and no request may have its id.",
                    "atomicityGroup"
                );
        }
    }

    private static BatchPart ReadPart(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object)
            throw InvalidBatch("A request of the batch is not an object. Send each request as a JSON object.", "requests");
        var method = ReadText(request, "method") ?? throw MissingMember("method");
        var url = ReadText(request, "url") ?? throw MissingMember("url");
        var headers = new List<KeyValuePair<string, string>>();
        if (request.TryGetProperty("headers", out var given) && given.ValueKind == JsonValueKind.Object)
            headers.AddRange(given.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.ToString())));
        var hasBody = request.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null;
        var type = headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        if (hasBody && type is null)
            headers.Add(new("Content-Type", "application/json"));
        // A body that is not JSON is sent as a string.
        var isText =
            body.ValueKind == JsonValueKind.String && type is not null && !type.Contains("json", StringComparison.OrdinalIgnoreCase);
        return new(
            ReadText(request, "id") ?? throw MissingMember("id"),
            method.ToUpperInvariant(),
            url,
            headers,
            hasBody ? Encoding.UTF8.GetBytes(isText ? body.GetString()! : body.GetRawText()) : []
        )
        {
            Group = ReadText(request, "atomicityGroup"),
            DependsOn = ReadDependsOn(request),
        };
    }

    private static string[] ReadDependsOn(JsonElement request)
    {
        if (!request.TryGetProperty("dependsOn", out var ids) || ids.ValueKind == JsonValueKind.Null)
            return [];
        return ids.ValueKind == JsonValueKind.Array && ids.EnumerateArray().All(id => id.ValueKind == JsonValueKind.String)
            ? [.. ids.EnumerateArray().Select(id => id.GetString()!)]
            : throw InvalidBatch("'dependsOn' must be a list of ids.", "dependsOn");
    }

    private static void Write(Utf8JsonWriter json, PooledBuffer buffer, BatchPart part, InnerResponse response)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, part.Id);
        if (part.Group is { } group)
            json.WriteString("atomicityGroup"u8, group);
        json.WriteNumber("status"u8, response.Status);
        json.WriteStartObject("headers"u8);
        foreach (var (name, value) in response.Headers)
            json.WriteString(name.ToLowerInvariant(), value);
        json.WriteEndObject();
        if (response.Body.Length > 0)
        {
            var type = response.FindHeader("Content-Type") ?? "";
            json.WritePropertyName("body"u8);
            if (type.Contains("json", StringComparison.Ordinal))
            {
                // After the flush, the body is appended as the value without a copy.
                json.Flush();
                buffer.Append(response.Body);
            }
            else if (type.StartsWith("text/", StringComparison.Ordinal))
                json.WriteStringValue(response.Body.ToArray());
            else
                json.WriteStringValue(Base64Url.EncodeToString(response.Body.ToArray()));
        }
        json.WriteEndObject();
    }

    private static string? ReadText(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ApiException MissingMember(string name) => InvalidBatch($"A request of the batch has no string '{name}'. Add it.", name);

    private static ApiException InvalidBatch(string message, string target) => new(ErrorCodes.BadRequest, message, target);
}
