using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>A vendor's complete response.</summary>
/// <param name="Headers">Names are case-insensitive.</param>
public sealed record VendorResponse(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    private const int MaxRecordedLength = 64 * 1024;
    private const int MinSecretLength = 8;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    public bool IsSuccess => Status is >= 200 and < 300;

    public string Text => Encoding.UTF8.GetString(Body.Span);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Parses the body as JSON.</summary>
    /// <exception cref="VendorReadException">The body is not JSON.</exception>
    public JsonElement Json() =>
        TryJson()
        ?? throw new VendorReadException(
            VendorErrors.VendorBadAnswer,
            $"The vendor responded with status {Status} and a body that is not JSON."
        );

    public JsonElement? TryJson()
    {
        try
        {
            using var document = JsonDocument.Parse(VendorUnicode.Clean(Body), Options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Masks the vendor account's secrets in the body. Some servers repeat them when they refuse a request.</summary>
    internal VendorResponse MaskSecrets(IEnumerable<string> secrets)
    {
        // A short secret would match text that is not the secret.
        var leaked = secrets.Where(secret => secret.Length >= MinSecretLength && Text.Contains(secret, StringComparison.Ordinal)).ToList();
        return leaked.Count == 0
            ? this
            : this with
            {
                Body = Encoding.UTF8.GetBytes(
                    leaked.Aggregate(Text, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal))
                ),
            };
    }

    /// <summary>
    /// The response as the operation log stores it. JSON stays as received; other text becomes a JSON string of limited length.
    /// </summary>
    public RecordedResponse Record()
    {
        if (Body.IsEmpty)
            return new(Status, null);
        if (TryJson() is { } json)
            return new(Status, json.GetRawText());
        var text = Text;
        return new(Status, JsonValue.Create(text.Length > MaxRecordedLength ? text[..MaxRecordedLength] : text).ToJsonString());
    }
}
