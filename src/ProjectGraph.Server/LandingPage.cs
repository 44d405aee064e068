using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>Serves the page at <c>/</c>, which describes the service and links to its parts. It loads nothing from other hosts.</summary>
internal static class LandingPage
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IEndpointRouteBuilder MapLandingPage(this WebApplication app)
    {
        var page = ReadResource("index.html")
            .Replace(
                "<!-- vendors -->",
                Sandboxes.CreateLinks(app.Services.GetRequiredService<VendorRegistry>()),
                StringComparison.Ordinal
            );
        if (!Sandboxes.AreEnabled(app.Configuration))
            page = RemoveSection(page, "<!-- sandboxes -->", "<!-- /sandboxes -->");
        Map(app, "/", page, "text/html; charset=utf-8");
        Map(app, "/site.css", ReadResource("site.css"), "text/css; charset=utf-8");
        return app;
    }

    private static void Map(WebApplication app, string path, string text, string type) =>
        app.MapMethods(path, ["GET", "HEAD"], (HttpContext context, PublicAddress address) =>
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers["Referrer-Policy"] = "no-referrer";
                return Results.Text(
                    text.Replace("href=\"/", $"href=\"{address.GetPathPrefix(context.Request)}/", StringComparison.Ordinal),
                    type
                );
            })
            .AllowAnonymous()
            .DisableRateLimiting();

    private static string ReadResource(string name)
    {
        using var stream = typeof(LandingPage).Assembly.GetManifestResourceStream("Web." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string RemoveSection(string page, string from, string to)
    {
        var start = page.IndexOf(from, StringComparison.Ordinal);
        return page.Remove(start, page.IndexOf(to, StringComparison.Ordinal) + to.Length - start);
    }
}
