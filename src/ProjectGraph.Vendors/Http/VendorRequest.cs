using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Http;

/// <summary>A request in the vendor's format, without credentials: the channel adds them.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Relative to the vendor account's base address, escaped (see <see cref="EscapeSegment"/>), without a leading slash.</param>
public sealed record VendorRequest(string Method, string Path)
{
    /// <summary>Query parameters in order, unescaped.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Headers other than credentials and content type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The content type, also sent without a body where the vendor documents that; null sends none.</summary>
    public string? ContentType { get; init; } = "application/json";

    public JsonNode? Body { get; init; }

    /// <summary>Escapes a value as one path segment, so that a caller's text can't leave it.</summary>
    /// <exception cref="ArgumentException">
    /// The value is empty, <c>.</c> or <c>..</c>. Operations check their ids before they build a request.
    /// </exception>
    public static string EscapeSegment(string value) =>
        IsSegment(value)
            ? Uri.EscapeDataString(value)
            : throw new ArgumentException($"'{value}' is not a valid path segment.", nameof(value));

    public static bool IsSegment(string value) => value is not ("" or "." or "..");

    /// <summary>The request's full address below the base address.</summary>
    public Uri GetAddress(Uri baseAddress)
    {
        var query = string.Join('&', Query.Select(part => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(part.Value)}"));
        return new(baseAddress, "./" + Path + (query.Length == 0 ? "" : "?" + query));
    }
}
