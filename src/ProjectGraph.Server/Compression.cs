using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace ProjectGraph.Server;

/// <summary>Bodies that travel smaller, in both directions.</summary>
public static class Compression
{
    // No text/event-stream: a compressor would hold events back until it has enough of them.
    private static readonly string[] Types =
    [
        "application/json", "application/graphql-response+json", "application/xml",
        "text/html", "text/css", "text/plain", "text/javascript", "application/javascript", "image/svg+xml", "font/ttf",
    ];

    public static WebApplicationBuilder AddCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
        {
            options.MimeTypes = Types;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            // Over https, too: see UseCompression for who is left out.
            options.EnableForHttps = true;
        });
        // Answers are made for one caller and compressed each time: the fastest level has most of the gain.
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.AddRequestDecompression();
        return builder;
    }

    /// <summary>
    /// BREACH reads a secret of an encrypted answer from its length: it needs a page of another site that makes the victim's
    /// browser ask, text of its own in the answer, and compression. A browser that remembers a Basic password would ask, and a
    /// query's text shows in its errors, so that what another site's page asks for is compressed only if its origin is listed.
    /// </summary>
    public static IApplicationBuilder UseCompression(this IApplicationBuilder app)
    {
        var crossSite = app.ApplicationServices.GetRequiredService<CrossSite>();
        app.UseWhen(context => !crossSite.IsForeign(context.Request), branch => branch.UseResponseCompression());
        // The limit of a body's size counts what comes out of the decompressor.
        app.UseWhen(
            context => context.Request.Headers.ContentEncoding.Count > 0,
            branch => branch.Use(ReadableAsync).UseRequestDecompression().Use(RefuseUnknownAsync));
        return app;
    }

    private static async Task ReadableAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (InvalidDataException e)
        {
            throw new ApiException(new(ErrorCodes.BadRequest, "The body is not what its Content-Encoding says. Compress it again, or send it as it is."), e);
        }
    }

    // What the framework can decompress it has taken out of the header by now.
    private static Task RefuseUnknownAsync(HttpContext context, RequestDelegate next) => context.Request.Headers.ContentEncoding is { Count: > 0 } left && left != "identity"
        ? throw new ApiException(ErrorCodes.UnsupportedMediaType, "The body's Content-Encoding is not understood. Send gzip, br or deflate, one of them, or none.")
        : next(context);
}
