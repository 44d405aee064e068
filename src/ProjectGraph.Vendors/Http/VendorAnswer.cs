using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>What a vendor answered, whole.</summary>
/// <param name="Headers">Names are compared without case.</param>
public sealed record VendorAnswer(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    private const int RecordedLength = 64 * 1024;
    private const int ShortestSecret = 8;
    private static readonly JsonDocumentOptions options = new() { MaxDepth = 128 };

    public bool IsSuccess => Status is >= 200 and < 300;

    public string Text => Encoding.UTF8.GetString(Body.Span);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The body as JSON.</summary>
    /// <exception cref="VendorReadException">It is none.</exception>
    public JsonElement Json() => TryJson() ?? throw new VendorReadException(
        VendorErrors.VendorBadAnswer, $"The vendor answered {Status} with a body that is not JSON.");

    public JsonElement? TryJson()
    {
        try
        {
            using var document = JsonDocument.Parse(VendorUnicode.Clean(Body), options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same without the connection's secrets, which some servers show again in what they say of a bad request.</summary>
    internal VendorAnswer Without(IEnumerable<string> secrets)
    {
        // A short one would be found everywhere and be none.
        var said = secrets.Where(secret => secret.Length >= ShortestSecret && Text.Contains(secret, StringComparison.Ordinal)).ToList();
        return said.Count == 0 ? this : this with { Body = Encoding.UTF8.GetBytes(said.Aggregate(Text, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal))) };
    }

    /// <summary>As the operation log keeps it: JSON as it came, anything else as a JSON text that is not too long.</summary>
    public RecordedResponse Record()
    {
        if (Body.IsEmpty) return new(Status, null);
        if (TryJson() is { } json) return new(Status, json.GetRawText());
        var text = Text;
        return new(Status, JsonValue.Create(text.Length > RecordedLength ? text[..RecordedLength] : text).ToJsonString());
    }
}
