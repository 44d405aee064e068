namespace ProjectGraph.Server;

/// <summary>
/// A browser sends along what it knows (the open door of a developer's machine, a remembered Basic password) with requests
/// that another site's page makes. Reading is harmless, as the page never sees the answer; changing something is not.
/// </summary>
internal static class CrossSite
{
    /// <param name="isSocket">No browser keeps the page from reading what comes by a WebSocket, so that any use of it is refused.</param>
    public static void Refuse(HttpRequest request, bool isSocket)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if ((!isRead || isSocket) && IsCrossSite(request))
            throw new ApiException(ErrorCodes.CrossSite, "A page of another site tried to change something. Call the service from its own pages or from a program.");
    }

    /// <summary>Whether a browser made the request for a page of another site.</summary>
    public static bool IsCrossSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ } site, ..]
        ? site is not ("same-origin" or "none")
        : request.Headers.Origin is [{ } origin, ..] && !IsOwn(origin, request);

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
