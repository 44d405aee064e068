namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>Reads <c>POST …/$query</c> (Protocol, section 11.2.2). Its body has the options, which can be too long for a URL.</summary>
internal static class QueryBody
{
    public const string Segment = "$query";

    public static bool IsQuery(HttpRequest request, string path) =>
        HttpMethods.IsPost(request.Method) && (path == Segment || path.EndsWith("/" + Segment, StringComparison.Ordinal));

    /// <summary>Turns the request into the equivalent GET.</summary>
    /// <returns>The path without its last segment.</returns>
    public static async Task<string> ReadAsync(HttpContext http, string path)
    {
        var request = http.Request;
        if (request.ContentType?.Split(';')[0].Trim().Equals("text/plain", StringComparison.OrdinalIgnoreCase) != true)
            throw new ApiException(
                ErrorCodes.UnsupportedMediaType,
                "The body of $query does not have the type text/plain. Send the options as text/plain, as after the question mark of a URL.",
                "Content-Type"
            );
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, http.RequestAborted);
        // Some clients send a byte order mark first.
        var body = IncomingText.DecodeUtf8(buffer.ToArray(), Segment).TrimStart('\uFEFF').Trim();
        IncomingText.RequireUnicodeUrl("?" + body);
        request.Method = HttpMethods.Get;
        request.QueryString = request.QueryString.HasValue ? new($"{request.QueryString.Value}&{body}") : new("?" + body);
        return path[..^Segment.Length].TrimEnd('/');
    }
}
