using System.Collections.Concurrent;
using System.Globalization;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The formats of the service that an <c>Accept</c> header accepts.</summary>
/// <param name="Json">The accepted JSON format; null if JSON is not accepted.</param>
/// <param name="Xml">Whether XML is accepted.</param>
/// <param name="Text">Whether plain text is accepted.</param>
internal sealed record AcceptHeader(ODataFormat? Json, bool Xml, bool Text)
{
    private const int MaxCached = 200;
    private const int MaxCachedLength = 1_000;
    private static readonly AcceptHeader Everything = new(ODataFormat.Default, true, true);
    private static readonly ConcurrentDictionary<string, AcceptHeader> Cached = new(StringComparer.Ordinal);

    public static AcceptHeader Read(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept) || accept == "*/*")
            return Everything;
        if (Cached.TryGetValue(accept, out var read))
            return read;
        read = Parse(accept);
        // Clients send few different headers. The limits keep unusual ones out of the cache.
        if (Cached.Count < MaxCached && accept.Length <= MaxCachedLength)
            Cached.TryAdd(accept, read);
        return read;
    }

    /// <summary>Reads <c>$format</c> (Protocol, section 11.2.12), which also allows short names for media types.</summary>
    public static AcceptHeader FromFormat(string format) =>
        format.Trim().ToLowerInvariant() switch
        {
            "json" => new(ODataFormat.Default, false, false),
            "xml" => new(null, true, false),
            _ => Parse(format),
        };

    private static AcceptHeader Parse(string accept)
    {
        (ODataFormat Format, double Quality)? json = null;
        var (xml, text) = (false, false);
        foreach (var range in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var type = parts[0].ToLowerInvariant();
            var quality = ReadQuality(parts);
            if (quality <= 0)
                continue;
            xml |= type is "application/xml" or "application/*" or "*/*";
            text |= type is "text/plain" or "text/*" or "*/*";
            if (
                type is "application/json" or "application/*" or "*/*"
                && ReadJsonFormat(parts) is { } format
                && (json is null || quality > json.Value.Quality)
            )
                json = (format, quality);
        }
        return new(json?.Format, xml, text);
    }

    /// <summary>Reads the JSON format of one range; null if a parameter is not supported. Another range may still match.</summary>
    private static ODataFormat? ReadJsonFormat(string[] parts)
    {
        var (level, ieee754) = (MetadataLevel.Minimal, false);
        foreach (var part in parts.Skip(1))
        {
            switch (part.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant())
            {
                case "odata.metadata=none" or "metadata=none" or "odata=nometadata":
                    level = MetadataLevel.None;
                    break;
                case "odata.metadata=full" or "metadata=full" or "odata=fullmetadata":
                    level = MetadataLevel.Full;
                    break;
                case "ieee754compatible=true":
                    ieee754 = true;
                    break;
                case "odata=verbose":
                    return null;
            }
        }
        return new(level, ieee754);
    }

    private static double ReadQuality(string[] parts)
    {
        var given = parts.FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return given is null ? 1
            : double.TryParse(given.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) ? quality
            : 0;
    }
}
