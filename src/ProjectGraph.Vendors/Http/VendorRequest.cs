using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Http;

/// <summary>A request in the vendor's own representation. Credentials are not part of it: the channel adds them.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Below the connection's base address, escaped (see <see cref="Segment"/>), without a leading slash.</param>
public sealed record VendorRequest(string Method, string Path)
{
    /// <summary>Unescaped names and values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Headers beside credentials and content type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sent also without a body where a vendor's documents show it so; null sends none.</summary>
    public string? ContentType { get; init; } = "application/json";

    public JsonNode? Body { get; init; }

    /// <summary>A value as one segment of a path: a caller's text can't climb out of it.</summary>
    /// <exception cref="ArgumentException">Empty, <c>.</c> or <c>..</c>: an operation checks its ids before it builds a request.</exception>
    public static string Segment(string value) =>
        IsSegment(value) ? Uri.EscapeDataString(value) : throw new ArgumentException($"'{value}' can't be a segment of a path.", nameof(value));

    public static bool IsSegment(string value) => value is not ("" or "." or "..");

    /// <summary>Where it goes, below this base address.</summary>
    public Uri Address(Uri baseAddress)
    {
        var query = string.Join('&', Query.Select(part => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(part.Value)}"));
        return new(baseAddress, "./" + Path + (query.Length == 0 ? "" : "?" + query));
    }
}
