using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Server.ODataApi.Responses;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>
/// Replaces references to earlier requests of a batch (Protocol, section 11.7.4.1): <c>$id</c> in URLs, bodies and
/// <c>If-Match</c>.
/// </summary>
/// <param name="maxBytes">The limit for replaced references in one body. Short references can expand to long addresses.</param>
internal sealed class BatchReferences(long maxBytes)
{
    private readonly Dictionary<string, (string Address, string? ETag)> _requests = new(StringComparer.Ordinal);

    public void Add(BatchPart part, InnerResponse response)
    {
        if (part.Id is not { Length: > 0 } id || response.IsFailure)
            return;
        _requests[id] = (
            response.FindHeader("Location") ?? response.FindHeader("OData-EntityId") ?? part.Url.Split('?')[0],
            response.FindHeader("ETag")
        );
    }

    /// <summary>Whether a part refers to one of these requests.</summary>
    public static bool RefersTo(BatchPart part, IEnumerable<string?> ids)
    {
        var text = part.Url + Encoding.UTF8.GetString(part.Body) + string.Join(' ', part.Headers.Select(header => header.Value));
        return ids.Any(id => id is { Length: > 0 } && text.Contains("$" + id, StringComparison.Ordinal));
    }

    public BatchPart Resolve(BatchPart part)
    {
        if (_requests.Count == 0)
            return part;
        return part with
        {
            Url = ResolveAddress(part.Url) ?? part.Url,
            Headers =
            [
                .. part.Headers.Select(header =>
                    header.Key.Equals("If-Match", StringComparison.OrdinalIgnoreCase) ? new(header.Key, ResolveETag(header.Value)) : header
                ),
            ],
            Body = ResolveBody(part.Body),
        };
    }

    private string ResolveETag(string value) =>
        value is ['$', .. var id] && _requests.TryGetValue(id, out var request) ? request.ETag ?? value : value;

    private string? ResolveAddress(string text)
    {
        var start =
            text.StartsWith("/$", StringComparison.Ordinal) ? 2
            : text.StartsWith('$') ? 1
            : 0;
        if (start == 0)
            return null;
        var end = text.IndexOfAny(['/', '?'], start);
        var id = end < 0 ? text[start..] : text[start..end];
        return _requests.TryGetValue(id, out var request) ? request.Address + (end < 0 ? "" : text[end..]) : null;
    }

    private byte[] ResolveBody(byte[] body)
    {
        if (!body.AsSpan().Contains((byte)'$'))
            return body;
        try
        {
            if (JsonNode.Parse(body) is not JsonObject root)
                return body;
            var added = 0L;
            Replace(root, ref added);
            return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(root);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // Invalid JSON, a repeated name or invalid Unicode. The part's own reader reports it.
            return body;
        }
    }

    // The recursion is bounded, because the parser limits the depth.
    private void Replace(JsonObject entity, ref long added)
    {
        foreach (var (name, value) in entity.ToArray())
        {
            var isReference =
                name.EndsWith("@odata.bind", StringComparison.Ordinal)
                || name.EndsWith("@bind", StringComparison.Ordinal)
                || name is "@odata.id" or "@id";
            switch (value)
            {
                case JsonObject nested:
                    Replace(nested, ref added);
                    break;
                case JsonArray items:
                    Replace(items, isReference, ref added);
                    break;
                case JsonValue text when isReference && ResolveValue(text, ref added) is { } address:
                    entity[name] = address;
                    break;
            }
        }
    }

    private void Replace(JsonArray items, bool areReferences, ref long added)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject nested)
                Replace(nested, ref added);
            else if (areReferences && items[i] is JsonValue text && ResolveValue(text, ref added) is { } address)
                items[i] = address;
        }
    }

    private string? ResolveValue(JsonValue value, ref long added)
    {
        if (!value.TryGetValue<string>(out var text) || ResolveAddress(text) is not { } address)
            return null;
        added += address.Length;
        return added <= maxBytes
            ? address
            : throw new ApiException(
                ErrorCodes.RequestTooLarge,
                $"The references of a batch part expand to more than {maxBytes} bytes. Use fewer references in one part."
            );
    }
}
