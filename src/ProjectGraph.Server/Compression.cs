using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace ProjectGraph.Server;

/// <summary>Compresses responses and decompresses requests.</summary>
public static class Compression
{
    // text/event-stream is excluded, because a compressor would delay events until its buffer is full.
    private static readonly string[] Types =
    [
        "application/json",
        "application/graphql-response+json",
        "application/xml",
        "text/html",
        "text/css",
        "text/plain",
        "text/javascript",
        "application/javascript",
        "image/svg+xml",
        "font/ttf",
    ];

    public static WebApplicationBuilder AddCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
        {
            options.MimeTypes = Types;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            // UseCompression excludes the requests for which compression over HTTPS is unsafe.
            options.EnableForHttps = true;
        });
        // Responses are compressed for each caller. The fastest level has most of the gain.
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.AddRequestDecompression();
        return builder;
    }

    /// <summary>
    /// Adds compression, except for responses to pages of unlisted sites. The BREACH attack derives a secret from the length of an
    /// encrypted response. It needs another site's page that sends requests through the victim's browser, text of its choice in
    /// the response, and compression. A browser with a stored Basic password would send them, and errors repeat a query's text.
    /// </summary>
    public static IApplicationBuilder UseCompression(this IApplicationBuilder app)
    {
        var crossSite = app.ApplicationServices.GetRequiredService<CrossSiteGuard>();
        app.UseWhen(context => !crossSite.IsFromUnlistedSite(context.Request), branch => branch.UseResponseCompression());
        // The limit of a body's size counts decompressed bytes.
        app.UseWhen(
            context => context.Request.Headers.ContentEncoding.Count > 0,
            branch => branch.Use(RefuseCorruptBodyAsync).UseRequestDecompression().Use(RefuseUnknownAsync)
        );
        return app;
    }

    private static async Task RefuseCorruptBodyAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (InvalidDataException e)
        {
            throw new ApiException(
                new(ErrorCodes.BadRequest, "The body does not match its Content-Encoding. Compress it again, or send it uncompressed."),
                e
            );
        }
    }

    // The framework has removed the encodings that it decompresses from the header.
    private static Task RefuseUnknownAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.ContentEncoding is { Count: > 0 } left && left != "identity"
            ? throw new ApiException(
                ErrorCodes.UnsupportedMediaType,
                "The body's Content-Encoding is not supported. Send one of gzip, br or deflate, or none."
            )
            : next(context);
}
