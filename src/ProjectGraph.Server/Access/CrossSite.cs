namespace ProjectGraph.Server;

/// <summary>
/// A browser adds a remembered Basic password, and in Development this machine needs no credential at all, to requests that a
/// page of any site makes. Reading is harmless, as the browser hides the response from an origin that is not listed. Changing
/// something is not, and neither is a WebSocket, whose messages no browser hides.
/// </summary>
internal sealed class CrossSite(AllowedOrigins origins, PublicAddress address)
{
    /// <exception cref="ApiException">A page of another site, which is not listed, tries what only a listed one may do.</exception>
    public void Refuse(HttpContext context)
    {
        var request = context.Request;
        var isSocket = context.WebSockets.IsWebSocketRequest;
        if ((IsRead(request) && !isSocket) || !IsRefused(request, isSocket)) return;
        throw new ApiException(
            ErrorCodes.CrossSite,
            $"A page of another site ({Origin(request) ?? "unknown"}) sent the request. List its origin in Cors:Origins, or call the service from its own pages or from a program.");
    }

    /// <summary>Whether a browser made the request for a page of another site that is not listed.</summary>
    public bool IsForeign(HttpRequest request) => IsCrossSite(request) && !(Origin(request) is { } origin && origins.Include(origin));

    private bool IsRefused(HttpRequest request, bool isSocket) =>
        IsSandboxSwitch(request.Path) ? IsCrossSite(request) : IsForeign(request) && (isSocket || !HasExplicitCredential(request.Headers));

    private bool IsCrossSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ } site, ..]
        ? site is not ("same-origin" or "none")
        : request.Headers.Origin is { Count: > 0 } given && !given.All(origin => IsOwn(origin, request));

    private bool IsOwn(string? origin, HttpRequest request) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && address.IsOwn(uri, request);

    private static string? Origin(HttpRequest request) => request.Headers.Origin is [{ } origin] ? origin : null;

    private static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    // No page can have a browser send these without knowing the key. Basic may be the browser's own doing.
    private static bool HasExplicitCredential(IHeaderDictionary headers) => headers.Authorization is [{ Length: > 0 } authorization, ..]
        ? !authorization.TrimStart().StartsWith("Basic", StringComparison.OrdinalIgnoreCase)
        : headers["X-API-Key"] is [{ Length: > 0 }, ..];

    // The switches of the emulated vendors need no credential, and no page of another origin has a use for them.
    private static bool IsSandboxSwitch(PathString path) =>
        path.StartsWithSegments("/sandbox", StringComparison.OrdinalIgnoreCase) && path.Value!.Contains("/_", StringComparison.Ordinal);
}
