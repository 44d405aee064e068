using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server;

/// <summary>
/// Normalizes every path before routing and access checks. The host has already decoded percent-encoding once, and it is not decoded
/// again. <c>%252F</c> and <c>%2F</c> are characters of a segment and do not separate segments.
/// </summary>
public static class RequestPaths
{
    public static IApplicationBuilder UseNormalizedPaths(this IApplicationBuilder app) =>
        app.Use(
            static (context, next) =>
            {
                context.Request.Path = Normalize(context.Request.Path);
                return next(context);
            }
        );

    /// <summary>
    /// Removes repeated slashes and dot segments (RFC 3986, section 5.2.4), and writes the OData root in lower case. Slashes and
    /// dots in parentheses belong to an OData expression and do not change.
    /// </summary>
    /// <param name="path">The path, decoded once.</param>
    public static PathString Normalize(PathString path)
    {
        var text = path.Value;
        if (string.IsNullOrEmpty(text) || IsNormal(text))
            return path;
        var segments = new List<string>();
        var all = PathSegments.Split(text);
        foreach (var segment in all)
        {
            if (segment == ".." && segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            if (segment is not ("" or "." or ".."))
                segments.Add(segment);
        }
        if (segments.Count > 0 && IsODataRoot(segments[0]))
            segments[0] = ODataReader.Prefix[1..];
        var endsWithSlash = segments.Count > 0 && all[^1] is "" or "." or "..";
        return new("/" + string.Join('/', segments) + (endsWithSlash ? "/" : ""));
    }

    private static bool IsNormal(string text) =>
        !text.Contains("//", StringComparison.Ordinal)
        && !text.Contains("/.", StringComparison.Ordinal)
        && (
            text.StartsWith(ODataReader.Prefix, StringComparison.Ordinal)
            || !text.StartsWith(ODataReader.Prefix, StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsODataRoot(string segment) => segment.Equals(ODataReader.Prefix[1..], StringComparison.OrdinalIgnoreCase);
}
