using System.Text;
using System.Text.Json;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>Batches as JSON (JSON format, section 19).</summary>
internal static class JsonBatch
{
    public static async Task<IReadOnlyList<BatchPart>> ReadAsync(HttpRequest request)
    {
        var body = await ODataInput.BodyAsync(request);
        if (!body.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
            throw new ApiException(ErrorCodes.BadRequest, "A batch is an object with a list 'requests'.", "requests");
        var parts = requests.EnumerateArray().Select(Part).ToArray();
        var groups = requests.EnumerateArray().Select(each => Text(each, "atomicityGroup")).OfType<string>().GroupBy(name => name);
        // What is sent to a vendor can't be taken back, so a group of several writes could not keep its promise.
        if (groups.Any(group => group.Count() > 1)) throw new ApiException(ErrorCodes.NotOffered, "An atomicity group of more than one request is known to OData and not offered here.", "atomicityGroup");
        return parts;
    }

    public static Task WriteAsync(HttpContext context, IReadOnlyList<BatchPartAnswer> answers) =>
        ODataReply.SendAsync(context, "application/json", ODataWriter.Written(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("responses"u8);
            foreach (var answer in answers) Write(json, answer);
            json.WriteEndArray();
            json.WriteEndObject();
        }));

    private static BatchPart Part(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object) throw new ApiException(ErrorCodes.BadRequest, "A request of a batch is an object.", "requests");
        var method = Text(request, "method") ?? throw Missing("method");
        var url = Text(request, "url") ?? throw Missing("url");
        var headers = new List<KeyValuePair<string, string>>();
        if (request.TryGetProperty("headers", out var given) && given.ValueKind == JsonValueKind.Object)
            headers.AddRange(given.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.ToString())));
        var hasBody = request.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null;
        if (hasBody && !headers.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))) headers.Add(new("Content-Type", "application/json"));
        return new(Text(request, "id") ?? throw Missing("id"), method.ToUpperInvariant(), url, headers, hasBody ? Encoding.UTF8.GetBytes(body.GetRawText()) : []);
    }

    private static void Write(Utf8JsonWriter json, BatchPartAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, answer.Id);
        json.WriteNumber("status"u8, answer.Status);
        json.WriteStartObject("headers"u8);
        foreach (var (name, value) in answer.Headers) json.WriteString(name.ToLowerInvariant(), value);
        json.WriteEndObject();
        if (answer.Body.Length > 0)
        {
            json.WritePropertyName("body"u8);
            if (answer.Headers.Any(header => header.Key == "Content-Type" && header.Value.Contains("json", StringComparison.Ordinal))) json.WriteRawValue(answer.Body, skipInputValidation: true);
            else json.WriteStringValue(answer.Body);
        }
        json.WriteEndObject();
    }

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ApiException Missing(string name) => new(ErrorCodes.BadRequest, $"A request of the batch has no text '{name}'.", name);
}
