namespace ProjectGraph.Server;

/// <summary>
/// Refuses changes and WebSockets from pages of unlisted sites. A browser adds a stored Basic password to requests of any site's
/// page, and in Development this machine needs no credential. Reads are harmless, because the browser hides their responses from
/// unlisted origins. It does not hide the messages of a WebSocket.
/// </summary>
internal sealed class CrossSiteGuard(AllowedOrigins origins, PublicAddress address)
{
    /// <exception cref="ApiException">A page of an unlisted site sent a change or opened a WebSocket.</exception>
    public void RequireAllowed(HttpContext context)
    {
        var request = context.Request;
        var isSocket = context.WebSockets.IsWebSocketRequest;
        if ((IsRead(request) && !isSocket) || !IsRefused(request, isSocket))
            return;
        throw new ApiException(
            ErrorCodes.CrossSite,
            $"A page of another site ({GetOrigin(request) ?? "unknown"}) sent the request. List its origin in Cors:Origins, or call the service from its own pages or from a program."
        );
    }

    /// <summary>Whether a browser sent the request for a page of an unlisted site.</summary>
    public bool IsFromUnlistedSite(HttpRequest request) =>
        IsCrossSite(request) && !(GetOrigin(request) is { } origin && origins.Includes(origin));

    private bool IsRefused(HttpRequest request, bool isSocket) =>
        IsSandboxSwitch(request.Path)
            ? IsCrossSite(request)
            : IsFromUnlistedSite(request) && (isSocket || !HasExplicitCredential(request.Headers));

    private bool IsCrossSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site, ..]
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin is { Count: > 0 } given && !given.All(origin => IsOwn(origin, request));

    private bool IsOwn(string? origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && address.IsOwnUrl(uri, request);

    private static string? GetOrigin(HttpRequest request) => request.Headers.Origin is [{ } origin] ? origin : null;

    private static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    // A page can send these only if it knows the key. The browser itself may have added Basic.
    private static bool HasExplicitCredential(IHeaderDictionary headers) =>
        headers.Authorization is [{ Length: > 0 } authorization, ..]
            ? !authorization.TrimStart().StartsWith("Basic", StringComparison.OrdinalIgnoreCase)
            : headers["X-API-Key"] is [{ Length: > 0 }, ..];

    // The sandboxes' switches need no credential, and pages of other origins have no use for them.
    private static bool IsSandboxSwitch(PathString path) =>
        path.StartsWithSegments("/sandbox", StringComparison.OrdinalIgnoreCase) && path.Value!.Contains("/_", StringComparison.Ordinal);
}
