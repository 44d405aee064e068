namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary><c>POST …/$query</c> (Protocol, section 11.2.2): a read whose options stand in the body, for they may be too long for a URL.</summary>
internal static class QueryBody
{
    public const string Segment = "$query";

    public static bool IsQuery(HttpRequest request, string path) =>
        HttpMethods.IsPost(request.Method) && (path == Segment || path.EndsWith("/" + Segment, StringComparison.Ordinal));

    /// <summary>Makes the request the read that it stands for.</summary>
    /// <returns>The path without its last segment.</returns>
    public static async Task<string> ReadAsync(HttpContext http, string path)
    {
        var request = http.Request;
        if (request.ContentType?.Split(';')[0].Trim().Equals("text/plain", StringComparison.OrdinalIgnoreCase) != true)
            throw new ApiException(ErrorCodes.UnsupportedMediaType, "The options of a $query stand in a body of the type text/plain, as they would behind the URL's question mark.", "Content-Type");
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, http.RequestAborted);
        // Some clients begin a text with a byte order mark.
        var body = IncomingText.Utf8Text(buffer.ToArray(), Segment).TrimStart('\uFEFF').Trim();
        IncomingText.CheckUrl("?" + body);
        request.Method = HttpMethods.Get;
        request.QueryString = request.QueryString.HasValue ? new($"{request.QueryString.Value}&{body}") : new("?" + body);
        return path[..^Segment.Length].TrimEnd('/');
    }
}
