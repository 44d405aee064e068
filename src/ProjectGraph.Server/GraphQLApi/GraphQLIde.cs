using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Serves the browser page at <c>/graphql</c> and its files. The page loads nothing from other hosts.</summary>
internal static class GraphQLIde
{
    // The editor creates style elements for its colours. Scripts come only from files.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Html = "text/html; charset=utf-8";

    private const string Missing = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>ProjectGraph: GraphQL</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"></head>
        <body>
          <h1>GraphQL</h1>
          <p>The endpoint works, but its IDE is not part of this build: npm was missing, or could not reach its registry.
            Install Node 20 or newer, then build again with <code>make build</code>.</p>
          <p>The schema: <a href="/graphql/schema.graphql">schema.graphql</a></p>
        </body>
        </html>
        """;

    private const string Blind = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>ProjectGraph: GraphQL</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"></head>
        <body>
          <h1>GraphQL</h1>
          <p>The endpoint works, but introspection is off here (<code>GraphQL:Introspection</code>), and an IDE is blind without it.</p>
        </body>
        </html>
        """;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "ide");
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>The only file names that are served.</summary>
    private static readonly HashSet<string> Files = Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path))]
        : [];

    public static void MapFiles(IEndpointRouteBuilder app) =>
        app.MapMethods("/graphql/ide/{name}", ["GET", "HEAD"], (string name, HttpContext context) =>
            {
                if (!Files.Contains(name))
                    return Results.NotFound();
                Protect(context.Response);
                return OfFile(name, Types.TryGetContentType(name, out var type) ? type : "application/octet-stream");
            })
            .AllowAnonymous()
            .DisableRateLimiting();

    /// <summary>Whether a browser opens the page: the request accepts HTML and has no query.</summary>
    public static bool IsRequested(HttpRequest request) =>
        !HttpMethods.IsPost(request.Method)
        && !request.Query.ContainsKey("query")
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(each => each.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && each.Quality is not 0);

    public static Task WriteAsync(HttpContext context, GraphQLSettings settings)
    {
        Protect(context.Response);
        context.Response.Headers.Vary = "Accept";
        var page =
            !settings.Introspection ? Results.Text(Blind, Html)
            : Files.Contains("index.html") ? OfFile("index.html", Html)
            : Results.Text(Missing, Html);
        return page.ExecuteAsync(context);
    }

    private static IResult OfFile(string name, string type)
    {
        var path = Path.Combine(Folder, name);
        return Results.File(path, type, lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(path)));
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-cache";
    }
}
